using System.Globalization;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>
/// The plan in words. Every place that explains a model takes its sentences from here: the emitted class's documentation, the comments
/// in emitted code, the facts that a host prints, and the informational diagnostic.
/// </summary>
internal static class Explanation
{
    private const double KiB = 1024;

    /// <summary>What the model is, in one line.</summary>
    public static string Headline(Plan plan) => $"{plan.ModelType} for {plan.Head.Kind.Id}: {(plan.Head.Kind.Learns ? string.Join(" and ", plan.Methods) : "nothing is trained")}";

    /// <summary>The totals in one line; null where sizes are open.</summary>
    public static string? Totals(Plan plan)
    {
        if (plan.Totals is not { } totals) return null;
        if (!plan.Head.Kind.Learns) return $"trains nothing of {Count(totals.Backbone)}";
        var head = totals.Head is { } count ? $"head {Count(count)}" : "a head of as many labels as the task has";
        var share = Share(100.0 * totals.Trained / totals.Backbone);
        var open = plan.Adaptations.SelectMany(adaptation => adaptation.AllSettings).Where(setting => setting.IsOpen)
            .Select(setting => $"{setting.Key} {setting.Usual.Text}").ToArray();
        var at = totals.AdaptationIsKnown ? "" : $", at {string.Join(", ", open)}";
        return $"trains {Count(totals.TrainedBackbone + totals.Adaptation)} + {head} of {Count(totals.Backbone)} ({share}%), delta {Bytes(totals.DeltaBytes)}"
            + $"{(totals.Head is null ? " without the head" : "")}{at}";
    }

    /// <summary>The whole plan, line by line: what is trained, what is frozen and why, what is woven in where, and what is left out.</summary>
    public static IEnumerable<string> Lines(Plan plan)
    {
        yield return Headline(plan);
        if (Totals(plan) is { } totals) yield return totals;
        foreach (var line in Stages(plan)) yield return line;
        foreach (var adaptation in plan.Adaptations)
        {
            foreach (var parameter in adaptation.Parameters)
                yield return $"{adaptation.Name}.{parameter.Property} {Shape(parameter.Shape)}: {Word(State.Adapted)}, {ReasonOf(adaptation)}{Where(adaptation, parameter)}";
            yield return AtSites(adaptation);
        }
        foreach (var parameter in plan.Head.Parameters)
            yield return $"{parameter.Member} {Shape(parameter.Parameter.Shape)}: {Word(StateOf(plan.Head))}, {ReasonOf(plan.Head)}";
        if (!plan.Head.HasParameters) yield return Features(plan.Head);
        if (plan.Head.Words is { } words) yield return $"The head's words are scored by {words}: there is no other matrix for them";
        foreach (var use in plan.Blocks)
            foreach (var weights in use.Weights)
                yield return $"{Path(plan, use)}.{weights.Property.Name} {Shape(weights.Parameters[0].Shape)}: {States(weights, use.IsRepeated)}{Where(weights.Presence)}";
        foreach (var use in plan.Blocks)
            if (use.Block.Packing is { } packing)
                yield return $"{Path(plan, use)}: {OneProduct(packing)}";
        if (plan.Encoder.Layers.IsShared) yield return SharedLayers;
        yield return LastLayer(plan);
    }

    private static IEnumerable<string> Stages(Plan plan)
    {
        if (plan.Stages.Count == 0) yield break;
        var count = plan.Stages.Count + 1;
        for (var i = 0; i < plan.Stages.Count; i++)
        {
            var stage = plan.Stages[i];
            var rate = stage.LearningRate is { } given ? FormattableString.Invariant($" at a learning rate of {given}") : "";
            yield return FormattableString.Invariant($"Stage {i + 1} of {count}: {stage.Model.Name} trains {Trained(stage)} for {stage.Share} of the run{rate}, of which the head alone is carried over");
        }
        yield return FormattableString.Invariant($"Stage {count} of {count}: this plan, from the pretrained backbone and the head of stage {count - 1}");
    }

    private static string Trained(StagePlan stage) => stage.Methods[0] switch
    {
        "full" => "everything",
        "head-only" => "the head",
        _ => $"{string.Join(", ", stage.Methods)} and the head",
    };

    /// <summary>What layers share.</summary>
    public const string SharedLayers = "Layers share weights: layer i of n runs with those of group i * groups / n; what adaptations add belongs to each layer that runs";

    /// <summary>What features are.</summary>
    public static string Features(HeadPlan head) =>
        $"Features [hidden]: {(head.Reads == HeadState.Mean ? "the mean of the states of a text's tokens" : "the state at position 0")}{(head.Normalizes ? ", divided by its length" : "")}";

    /// <summary>In which encoders weights are there, as a clause; empty where in all.</summary>
    public static string Where(Presence presence) => presence switch
    {
        Presence.WithTokenTypes => "; only where the config has token types",
        Presence.WithDistances => "; only where the config's position_embedding_type is relative",
        Presence.WithProjection => "; only where the embeddings are not as wide as a hidden state",
        _ => "",
    };

    /// <summary>What an adaptation does at a site.</summary>
    public static string AtSite(AdaptationPlan adaptation, Site site) => $"Site {site}, {Does(adaptation)}";

    /// <summary>What an adaptation does at its sites.</summary>
    public static string AtSites(AdaptationPlan adaptation) =>
        $"{(adaptation.Sites.Count == 1 ? "Site" : "Sites")} {string.Join(", ", adaptation.Sites)}"
        + $"{(adaptation.OpenSites is null ? "" : " unless a delta says others")}, {Does(adaptation)}";

    /// <summary>Why an adaptation's parameters are trained.</summary>
    public static string ReasonOf(AdaptationPlan adaptation) => $"added by {adaptation.Id}";

    /// <summary>Why the head is trained.</summary>
    public static string ReasonOf(HeadPlan head) =>
        head.StartsFromBackbone ? "the head is always trained, from the backbone's own where its file holds one" : "a new head for a new task";

    /// <summary>What training does with the head.</summary>
    public static State StateOf(HeadPlan head) => head.StartsFromBackbone ? State.Trained : State.Reset;

    /// <summary>Whether the last layer computes the first position alone, and why.</summary>
    public static string LastLayer(Plan plan) => plan.Encoder.Narrowing.Holds
        ? $"The last layer computes position 0 alone, unless every state is asked for: {plan.Encoder.Narrowing.Reason}"
        : $"The last layer computes every position: {plan.Encoder.Narrowing.Reason}";

    private static string OneProduct(Packing packing) =>
        packing.Layers.AreNone ? $"{Members(packing)} are a product each: {packing.Reason}"
        : packing.Layers.AreAll ? $"{Members(packing)} are one product: {packing.Reason}"
        : $"{Members(packing)} are one product in {packing.Layers.Describe()}: {packing.Reason}";

    private static string Members(Packing packing) => string.Join(", ", packing.Members);

    private static string States(WeightsPlan weights, bool isRepeated) => weights.Parameters.Count == 1 || weights.WeightStates == weights.BiasStates
        ? States(weights.WeightStates, isRepeated)
        : $"weight {States(weights.WeightStates, isRepeated)}; bias {States(weights.BiasStates, isRepeated)}";

    private static string Where(AdaptationPlan adaptation, AdaptedPlan parameter)
    {
        var layers = adaptation.Layers == LayerRange.All ? "" : $" in {adaptation.Layers.Describe()}";
        var places = adaptation.IsPlaced ? $", at each of {string.Join(", ", adaptation.Sites)}{(adaptation.OpenSites is null ? "" : " where nobody says otherwise")}{layers}" : layers;
        return adaptation.Has(parameter) is null ? $"{places}; only where {parameter.When}" : places;
    }

    private static string States(StateRanges states, bool isRepeated) =>
        string.Join("; ", states.Ranges.Select(range =>
            $"{(isRepeated && range.Layers != LayerRange.All ? $"in {range.Layers.Describe()} " : "")}{Word(range.State)}, {range.Reason}"));

    private static string Path(Plan plan, BlockUse use) => use.IsRepeated ? $"{plan.Encoder.Layers.Name}.{use.Name}" : use.Name;

    /// <summary>A shape in words.</summary>
    public static string Shape(IEnumerable<SizeProduct> shape) => $"[{string.Join(", ", shape.Select(Word))}]";

    /// <summary>A shape in words.</summary>
    public static string Shape(IEnumerable<Extent> shape) => $"[{string.Join(", ", shape.Select(Word))}]";

    private static string Does(AdaptationPlan adaptation) => adaptation.Summary.Length > 0 ? $"{adaptation.Id}: {adaptation.Summary}" : adaptation.Id;

    private static string Word(SizeProduct size) => string.Concat(size.Factors.Select((factor, i) =>
        $"{(i == 0 ? "" : factor.Divides ? " / " : " * ")}{Word(factor)}"));

    private static string Word(SizeFactor factor)
    {
        var one = factor.Dimension is { } dimension ? Word(dimension) : SeparateWords(factor.Name);
        return factor.Less > 0 ? FormattableString.Invariant($"({one} - {factor.Less})") : one;
    }

    private static string Word(State state) => state.ToString().ToLowerInvariant();

    /// <summary>A size in words.</summary>
    public static string Word(Extent extent)
    {
        var one = extent.Method is { } method ? SeparateWords(method.Name) : Word(extent.Dimension);
        return extent.Times == 1 ? one : FormattableString.Invariant($"{extent.Times} * {one}");
    }

    private static string SeparateWords(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : letter.ToString()));

    private static string Word(Dimension dimension) => dimension switch
    {
        Dimension.TokenTypes => "token types",
        Dimension.HeadSize => "head size",
        _ => dimension.ToString().ToLowerInvariant(),
    };

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    // Two significant digits below one percent, where adaptations live; one decimal above.
    private static string Share(double percent) => percent >= 1
        ? percent.ToString("0.#", CultureInfo.InvariantCulture)
        : percent.ToString(percent >= 0.1 ? "0.##" : percent >= 0.01 ? "0.###" : "0.####", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes < KiB * KiB
        ? (bytes / KiB).ToString("0.#", CultureInfo.InvariantCulture) + " KiB"
        : (bytes / KiB / KiB).ToString("0.#", CultureInfo.InvariantCulture) + " MiB";
}
