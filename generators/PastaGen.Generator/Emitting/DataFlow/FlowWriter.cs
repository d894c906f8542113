using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Prints a block's data flow, step by step; knows steps and no kind of block.</summary>
internal sealed class FlowWriter(SourceWriter writer)
{
    private readonly HashSet<string> declared = new(StringComparer.Ordinal);

    /// <param name="flow">The steps.</param>
    /// <param name="output">What they give in the end.</param>
    /// <param name="inputs">Names that are declared already.</param>
    /// <param name="layer">The expression of the layer's number.</param>
    public void Write(EquatableArray<Step> flow, Output output, IEnumerable<Input> inputs, string layer)
    {
        declared.UnionWith(inputs.Select(input => input.Name));
        if (flow.Count > 0) writer.Line("using var scope = NewDisposeScope();");
        foreach (var step in flow) Write(step, layer);

        // A single expression makes nothing on the way that a scope would have to free.
        var result = IsOperation(output.Expression) ? $"({output.Expression})" : output.Expression;
        writer.Line(flow.Count > 0 ? $"return {result}.MoveToOuterDisposeScope();" : $"return {output.Expression};", output.Shape);
    }

    // Whether an operator stands outside all parentheses.
    private static bool IsOperation(string expression)
    {
        var depth = 0;
        foreach (var character in expression)
        {
            if (character == '(') depth++;
            if (character == ')') depth--;
            if (character == ' ' && depth == 0) return true;
        }
        return false;
    }

    private void Write(Step step, string layer)
    {
        switch (step)
        {
            case Compute compute:
                if (compute.Remark is { } remark) writer.Comment(remark);
                writer.Line($"{Target(compute.Results)} = {compute.Expression};", compute.Shape);
                break;
            case Weave weave:
                foreach (var woven in weave.Adaptations) Weave(writer, woven, weave.State, layer, weave.Shape, weave.Surroundings);
                break;
            case ChooseByPacking choice:
                var results = Results(choice.Packed).ToArray();
                writer.Line($"Tensor {string.Join(", ", results)};");
                declared.UnionWith(results);
                using (writer.Block("if (projections is not null)"))
                    foreach (var each in choice.Packed) Write(each, layer);
                using (writer.Block("else"))
                    foreach (var each in choice.Separate) Write(each, layer);
                break;
        }
    }

    /// <summary>The call of an adaptation at a site, under the sentence that says what it does there.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="woven">The adaptation and its site.</param>
    /// <param name="state">The state that it changes.</param>
    /// <param name="layer">The expression of the layer's number.</param>
    /// <param name="shape">The state's shape.</param>
    /// <param name="surroundings">What the state was computed from.</param>
    /// <param name="holder">What holds the module or modules; null for a block's own field.</param>
    /// <param name="context">The expression of the site's context; null where it is to be made.</param>
    public static void Weave(
        SourceWriter writer, Woven woven, string state, string layer, string shape, string surroundings = "", string? holder = null, string? context = null)
    {
        var (adaptation, site) = (woven.Adaptation, woven.At.Site);
        writer.Comment(Explanation.AtSite(adaptation, site));
        holder ??= ClassShape.FieldName(woven);
        var module = adaptation.IsPlaced ? $"{holder}[{Place(adaptation, woven.At, layer)}]" : holder;
        context ??= $"new SiteContext(Site.{site}, {layer}, batch){(surroundings.Length > 0 ? $" {{ {surroundings} }}" : "")}";
        var call = site switch
        {
            Site.Batch => $"{module}.Prepare({state})",
            Site.KeyValueSequence => $"{module}.Attended({state}, {context})",
            _ => $"{module}.forward({state}, {context})",
        };
        string[] conditions =
        [
            .. adaptation.OpenSites is null ? Array.Empty<string>() : [$"{holder}.Count > 0"],
            .. woven.At.IsRepeated && adaptation.Layers != LayerRange.All ? [Expressions.IsIn(new([adaptation.Layers]), layer)] : Array.Empty<string>(),
        ];
        if (conditions.Length > 0) writer.Line($"if ({string.Join(" && ", conditions)})");
        var line = $"{(conditions.Length > 0 ? "    " : "")}{state} = {call};";
        if (shape.Length > 0) writer.Line(line, shape);
        else writer.Line(line);
    }

    // Modules are held for the layers alone in which the adaptation lives.
    private static string Place(AdaptationPlan adaptation, Insertion at, string layer) =>
        !at.IsRepeated ? "0" : adaptation.Layers.First == 0 ? layer : FormattableString.Invariant($"{layer} - {adaptation.Layers.First}");

    private static IEnumerable<string> Results(EquatableArray<Step> steps) => steps.OfType<Compute>().SelectMany(step => step.Results).Distinct();

    private string Target(EquatableArray<string> results)
    {
        var isNew = results.All(declared.Add);
        var names = results.Count == 1 ? results[0] : $"({string.Join(", ", results)})";
        return isNew ? $"var {names}" : names;
    }
}
