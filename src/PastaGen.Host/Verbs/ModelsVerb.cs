using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Training;
using Spectre.Console;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta models</c>: the models compiled into the program. Needs no engine.</summary>
internal sealed class ModelsVerb : Verb
{
    internal ModelsVerb(Session session) : base("models", "List the models compiled in.", session) => Options.Add(Json);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var models = Session.Models;
        if (given.GetValue(Json)) Session.Terminal.Output.WriteJson([.. models.Select(Entry)], HostJson.Default.ModelEntryArray);
        else Session.Terminal.Drawing().Write(Drawn(models));
        return Task.FromResult(ExitCode.Done);
    }

    private static ModelEntry Entry(ModelDefinition model)
    {
        var facts = model.Facts;
        return new(
            facts.Name, facts.Architecture, facts.Head, facts.Adaptations, facts.Labels, facts.Size, facts.OpenSettings, facts.PlanHash, [.. model.Stages.Select(stage => stage.Model.Facts.Name)]);
    }

    private static Table Drawn(IEnumerable<ModelDefinition> models)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("model", "architecture", "head", "adaptations", "labels", "size");
        foreach (var model in models)
        {
            var facts = model.Facts;
            var adaptations = model.Stages.Select(stage => stage.Model.Facts).Append(facts).Select(stage => string.Join(", ", stage.Adaptations));
            var labels = facts.GivesFeatures ? "none" : facts.Labels is null ? "open" : string.Join(", ", facts.Labels);
            table.AddRow(new[] { facts.Name, facts.Architecture, facts.Head, string.Join(", then ", adaptations), labels, facts.Size }.Select(Markup.Escape).ToArray());
        }
        return table;
    }
}
