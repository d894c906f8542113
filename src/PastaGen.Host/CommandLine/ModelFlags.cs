using System.CommandLine;
using PastaGen.Text.Data;
using PastaGen.Training;

namespace PastaGen.Host.CommandLine;

/// <summary>Which trained model a verb uses: the model, its backbone, its delta, and how it is held.</summary>
internal sealed class ModelFlags(Session session)
{
    private readonly Argument<ModelDefinition> model = Given.Model(session);
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The pretrained encoder's folder.", required: true);
    private readonly Option<string> delta = Given.Path("--delta", "FILE", "The delta that training wrote, or an adapter folder of the Python PEFT library; needed unless the backbone's file holds the model's head, or it gives features.");
    private readonly Option<int?> batchSize = Given.Number("--batch-size", $"Rows that are computed together ({UsualBatchSize}).", 1);
    private readonly Option<int?> maxLength = Given.Number("--max-length", "Longest row in tokens; that of the training if absent.", 1);
    private readonly PrecisionOption precision = new();
    private readonly DeviceOption device = new();
    private readonly Option<bool> tf32 = DeviceOption.Tf32();

    private const int UsualBatchSize = 32;

    /// <summary>Adds the argument and the options to a verb.</summary>
    internal void AddTo(Command verb)
    {
        verb.Arguments.Add(model);
        foreach (var option in new Option[] { backbone, delta, batchSize, maxLength, precision, device, tf32 }) verb.Options.Add(option);
    }

    /// <summary>What the labels are that the model answers with.</summary>
    internal TargetKind Target(ParseResult given) => given.GetRequiredValue(model).Facts.RequireTarget();

    /// <summary>What the rows are that the model answers to, by what their labels would be: a model that gives features reads any texts.</summary>
    internal TargetKind Rows(ParseResult given, DataTask? task) =>
        given.GetRequiredValue(model).Facts.GivesFeatures ? task is { Target: not TargetKind.Tags } named ? named.Target : TargetKind.Class : Target(given);

    /// <summary>Loads the model that a command line names, and tells on standard error in which precision it computes where nobody named one.</summary>
    internal ModelInUse Load(ParseResult given)
    {
        var definition = given.GetRequiredValue(model);
        var options = new LoadOptions { Precision = precision.Read(given), Device = device.Read(given, tf32) };
        var use = ModelInUse.Load(definition, given.GetRequiredValue(backbone), given.GetValue(delta), options, given.GetValue(batchSize) ?? UsualBatchSize, given.GetValue(maxLength));
        if (use.Precision.IsWorthALine) session.Terminal.Note(use.Precision.Line);
        return use;
    }
}
