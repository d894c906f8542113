using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits what adaptations with a module for each place need: the modules, layer by layer, and walks over their parameters.</summary>
internal static class AdaptedPlaces
{
    /// <summary>The emitted model's members that hold an adaptation's modules, each with what it says of itself.</summary>
    public static IEnumerable<(string Sentence, string Member)> Members(AdaptationPlan adaptation) => adaptation.IsPlaced
        ? adaptation.Insertions.Select(at => (Held(adaptation, at), at.Member))
        : [(Explanation.AtSites(adaptation), adaptation.Name)];

    /// <summary>The statement that makes the modules of one site.</summary>
    /// <param name="adaptation">The adaptation.</param>
    /// <param name="at">The site.</param>
    /// <param name="settings">The arguments for its settings, with commas between them.</param>
    /// <param name="types">Shortens names of types.</param>
    /// <param name="writer">Takes the statement.</param>
    public static void Construction(AdaptationPlan adaptation, Insertion at, string settings, TypeNames types, SourceWriter writer)
    {
        var place = $"new Place(Site.{at.Site}, {(at.IsRepeated ? "layer" : "0")}, {Width(at.Input, types)}, {Width(at.Output, types)})";
        var made = $"new {types.Of(adaptation.Module)}(\n    Config, {place}{(settings.Length > 0 ? $",\n    {settings}" : "")})";
        var first = Invariant(at.IsRepeated ? adaptation.Layers.First : 0);
        var count = at.IsRepeated ? Count(adaptation.Layers) : "1";
        if (adaptation.OpenSites is { } sites) count = $"{IsThere(adaptation, at, sites, types)} ? {count} : 0";
        writer.Line($"{at.Member} = Enumerable.Range({first}, {count}).Select({(at.IsRepeated ? "layer" : "_")} => {made}).ToArray();");
    }

    /// <summary>The argument that tells a model's one module in which layers it lives; empty where in all.</summary>
    public static string Layers(AdaptationPlan adaptation) => adaptation.Layers == LayerRange.All ? ""
        : $", layers: new AdaptedLayers({Invariant(adaptation.Layers.First)}, {Count(adaptation.Layers)})";

    /// <summary>Walks the parameters of an adaptation, with the loops and conditions that lead to them.</summary>
    /// <param name="adaptation">The adaptation.</param>
    /// <param name="writer">Takes the walk.</param>
    /// <param name="statement">The statement for one parameter, given its name in a delta, its expression, and the parameter.</param>
    public static void Walk(AdaptationPlan adaptation, SourceWriter writer, Func<string, string, AdaptedPlan, (string Code, string? Comment)> statement)
    {
        if (!adaptation.IsPlaced)
        {
            foreach (var parameter in Present(adaptation)) Write(parameter, Expressions.Literal(parameter.DeltaName), adaptation.Name);
            return;
        }
        foreach (var at in adaptation.Insertions)
            using (writer.Block($"foreach (var each in {at.Member})"))
                foreach (var parameter in Present(adaptation))
                {
                    var name = Expressions.Name($"{at.Path}.{parameter.DeltaName}", at.IsRepeated).Replace("{layer}", "{each.Place.Layer}");
                    Write(parameter, name, "each");
                }

        void Write(AdaptedPlan parameter, string name, string owner)
        {
            var isOpen = adaptation.Has(parameter) is null;
            var sure = parameter.When is null ? "" : "!";
            var (code, comment) = statement(name, $"{owner}.{parameter.Property}{sure}", parameter);
            if (isOpen) code = $"if ({owner}.{parameter.Property} is not null) {code}";
            if (comment is null) writer.Line(code);
            else writer.Line(code, comment);
        }
    }

    /// <summary>The parameters that are there, or may be.</summary>
    public static IEnumerable<AdaptedPlan> Present(AdaptationPlan adaptation) => adaptation.Parameters.Where(parameter => adaptation.Has(parameter) != false);

    /// <summary>Whether an adaptation whose sites are open lives at one of them.</summary>
    public static string IsThere(AdaptationPlan adaptation, Insertion at, SettingPlan sites, TypeNames types) =>
        $"{Expressions.Setting(sites, types)}.HasFlag(Site.{at.Site})";

    private static string Held(AdaptationPlan adaptation, Insertion at)
    {
        var open = adaptation.OpenSites is null ? "" : ", where it lives there";
        var layers = !at.IsRepeated ? "" : adaptation.Layers == LayerRange.All ? ", layer by layer" : $", in {adaptation.Layers.Describe()}";
        return $"{Explanation.AtSite(adaptation, at.Site)}{layers}{open}";
    }

    private static string Count(LayerRange layers) => layers.Last is { } last ? Invariant(last - layers.First + 1)
        : layers.First == 0 ? "Config.LayerCount" : $"Config.LayerCount - {Invariant(layers.First)}";

    private static string Width(Extent extent, TypeNames types) => Expressions.Size(extent, types).Replace("config", "Config");

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
