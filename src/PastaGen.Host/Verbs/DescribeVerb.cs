using System.CommandLine;
using System.Globalization;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Describing;
using PastaGen.Host.Json;
using PastaGen.Host.Terminals;
using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Training;
using Spectre.Console;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta describe</c>: a model's plan, every parameter with its shape, state and reason. Needs no engine.</summary>
internal sealed class DescribeVerb : Verb
{
    private readonly Argument<ModelDefinition> model;
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "Take the sizes that the model leaves open from this backbone's config.json.");
    private readonly Option<int?> labels = Given.Number("--labels", "Number of labels, where the model leaves it open.", 1);

    internal DescribeVerb(Session session) : base("describe", "Show a model's plan: every parameter with its shape, state and reason.", session)
    {
        model = Given.Model(session);
        Arguments.Add(model);
        Options.Add(backbone);
        Options.Add(labels);
        Options.Add(Json);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var facts = given.GetRequiredValue(model).Facts;
        var labelCount = given.GetValue(labels);
        if (labelCount is not null && facts.Labels is { } own)
            throw new BadInputException($"{facts.Name} has the labels {string.Join(", ", own)}; --labels is for models that leave them open");
        if (labelCount is not null && facts.LabelsAreWords)
            throw new BadInputException($"{facts.Name} scores the words of a vocabulary; --labels is for models whose labels are a task's");
        if (labelCount is not null && facts.GivesFeatures)
            throw new BadInputException($"{facts.Name} gives features; --labels is for models whose labels are a task's");
        var description = PlanDescription.Of(facts, given.GetValue(backbone) is { } folder ? ConfigOf(folder, facts) : null, labelCount);
        if (given.GetValue(Json)) Session.Terminal.Output.WriteJson(description, HostJson.Default.ModelDescription);
        else Draw(description);
        return Task.FromResult(ExitCode.Done);
    }

    private static EncoderConfig ConfigOf(string folder, ModelFacts facts)
    {
        if (facts.PinnedSizes is not null)
            throw new BadInputException($"{facts.Name} is pinned to the size {facts.Size}; --backbone is for models that leave sizes open");
        return EncoderConfigFile.Read(BackboneFolder.ConfigIn(folder), facts);
    }

    private void Draw(ModelDescription description)
    {
        var output = Session.Terminal.Output;
        foreach (var line in LayerRanges.BeyondParameters(description)) output.WriteLine(line);
        output.WriteLine();
        var table = new Table().Border(TableBorder.None).AddColumns("parameter", "shape", "state", "reason");
        foreach (var line in LayerRanges.Fold(description.Parameters, layersAreOpen: description.Totals is null))
        {
            var shape = string.Join(" x ", line.Sizes ?? line.Shape!.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)));
            table.AddRow(new[] { line.Name, shape, line.State, line.Reason }.Select(Markup.Escape).ToArray());
        }
        Session.Terminal.Drawing().Write(table);
        output.WriteLine();
        output.WriteLine(description.Totals is { } totals
            ? Totals(totals)
            : "sizes are open: --backbone DIR fills them in");
    }

    private static string Totals(ParameterTotals totals) => string.Create(
        CultureInfo.InvariantCulture,
        $"trains {totals.Trained:N0} of {totals.Total:N0} parameters ({100.0 * totals.Trained / totals.Total:0.###}%): backbone {totals.Backbone:N0}, adaptation {totals.Adaptation:N0}, head {totals.Head:N0}; delta {Amounts.Bytes(totals.DeltaBytes)}");
}
