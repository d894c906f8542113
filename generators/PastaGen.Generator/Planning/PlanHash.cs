using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;

namespace PastaGen.Generator.Planning;

/// <summary>
/// The plan's hash: what a delta is bound to. It covers what decides numbers and names of tensors, and nothing of what a person may
/// rename or reorder freely: not the class, not its namespace, not the members' names or their order, not settings that are unbound, and
/// not the stages that come before. Blocks stand in the order in which they run.
/// </summary>
internal static class PlanHash
{
    // The form of the text below: a change of form is another plan, and old deltas are refused.
    private const string Form = "plan 1";

    public static string Of(Plan plan)
    {
        using var sha = SHA256.Create();
        var digest = sha.ComputeHash(Encoding.UTF8.GetBytes(Text(plan)));
        return string.Concat(digest.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>What is hashed: one fact a line, in an order that no declaration decides but for the data flow.</summary>
    public static string Text(Plan plan)
    {
        var lines = new List<string> { Form, $"architecture {plan.ModelType}", $"prefix {plan.Prefix}", $"sizes {Sizes(plan.Size)}" };
        if (plan.Config.Positions != Reading.Specs.PositionNumbering.Column) lines.Add($"positions {plan.Config.Positions}");
        if (plan.Config.SharesLayers) lines.Add("layers shared");
        // Where a setting is read decides numbers; what a file must say decides only which files are read, and stays outside.
        lines.AddRange(Sorted(plan.Config.Keys.Select(key => $"config {key.Setting} \"{key.Key}\" {key.Fallback?.Text}")));
        lines.AddRange(plan.Blocks.Select(use => $"block {use.CheckpointPath} {use.Block.Kind}"));
        lines.AddRange(Sorted(plan.Blocks.SelectMany(use => use.Weights).SelectMany(Parameters)));
        foreach (var adaptation in plan.Adaptations)
        {
            var sites = adaptation.OpenSites is null ? string.Join(",", Sorted(adaptation.Sites.Select(site => site.ToString()))) : "open";
            lines.Add($"adaptation {adaptation.Id} at {sites}{(adaptation.Layers == LayerRange.All ? "" : $" in {adaptation.Layers.Describe()}")}");
            lines.AddRange(Sorted(adaptation.Settings.Where(setting => !setting.IsUnbound).Select(setting => $"setting {setting.Key} {setting.Value?.Text ?? "open"}")));
            lines.AddRange(Sorted(adaptation.Parameters.Select(parameter =>
                $"adapted {parameter.DeltaName} {Shape(parameter.Shape)}{(parameter.When is null ? "" : $" when {parameter.When}")}")));
            if (adaptation.IsPlaced) lines.AddRange(Sorted(adaptation.Insertions.Select(each => $"place {each.Path} [{each.Output},{each.Input}]")));
        }
        if (!plan.Head.HasParameters)
        {
            lines.Add($"head {plan.Head.Kind.Id} {plan.Head.Reads}{(plan.Head.Normalizes ? " normalized" : "")}");
            return string.Join("\n", lines) + "\n";
        }
        lines.Add($"head {plan.Head.Kind.Id} {plan.Head.CheckpointName} {plan.Head.Reads} {(plan.Head.StartsFromBackbone ? State.Trained : State.Reset)}");
        if (plan.Head.ReadsKey is { } readsKey) lines.Add($"head reads by {readsKey}");
        if (!plan.Head.IsOneLinear) lines.AddRange(Head(plan.Head));
        var labels = plan.Head.Labels?.Members.OrderBy(label => label.Value).Select(label => label.Name);
        lines.Add($"labels {(labels is null ? "open" : string.Join(",", labels))}");
        return string.Join("\n", lines) + "\n";
    }

    private static IEnumerable<string> Head(HeadPlan head)
    {
        yield return $"head activation {head.Activation?.ToString() ?? "config"}{(head.ActivationKey is { } key ? $" by {key}" : "")}{(head.DropsInput ? " after dropout" : "")}";
        foreach (var part in head.Parts)
            foreach (var parameter in part.Parameters)
                yield return $"head {part.Role} {part.CheckpointName}.{parameter.Leaf} {Shape(parameter.Shape)}";
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.OrderBy(line => line, StringComparer.Ordinal);

    private static IEnumerable<string> Parameters(WeightsPlan weights)
    {
        return weights.Parameters.Select(parameter => $"parameter {weights.CheckpointName}.{parameter.Leaf} as {weights.Role} {Shape(parameter.Shape)} "
            + $"{string.Join(" ", Joined(weights.States(parameter)))}{Presence(weights)}");
    }

    private static string Presence(WeightsPlan weights) => weights.Presence == Plans.Presence.Always ? "" : $" {weights.Presence}";

    // Two overrides that give neighbors the same state make the same plan as one that gives it to both.
    private static IEnumerable<string> Joined(StateRanges states) =>
        states.Ranges.Select(range => range.State).Distinct()
            .SelectMany(state => states.In(state).Ranges.Select(range => (range.First, Line: $"{state} {range.First}-{range.Last}")))
            .OrderBy(each => each.First).Select(each => each.Line);

    private static string Shape<T>(IEnumerable<T> shape) => $"[{string.Join(",", shape)}]";

    private static string Sizes(SizePlan size) => size.Sizes is { } sizes
        ? $"{sizes.HiddenSize} {sizes.LayerCount} {sizes.HeadCount} {sizes.IntermediateSize} {sizes.VocabularySize} {sizes.PositionCount} {sizes.TokenTypeCount}"
            + $"{(sizes.EmbeddingSize == sizes.HiddenSize ? "" : $" embedding {sizes.EmbeddingSize}")}"
            + $"{(sizes.LayerGroupCount == sizes.LayerCount ? "" : $" groups {sizes.LayerGroupCount}")}"
        : "open";
}
