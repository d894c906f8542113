using System.Globalization;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>One of the stages that a training is made of, each a run of its own; a model without stages is the only one.</summary>
internal sealed record TrainingStage
{
    /// <summary>The model that it trains.</summary>
    public required ModelDefinition Definition { get; init; }

    /// <summary>Its number, counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Number of all stages.</summary>
    public required int Count { get; init; }

    /// <summary>The settings of its run: the training's, with its own length and rate, and the open settings that its model has.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The settings of the whole training, as somebody gave them.</summary>
    public required TrainingOptions Whole { get; init; }

    /// <summary>What all stages before the last are, in one line by which a run knows them again; empty where there are none.</summary>
    public string Recipe { get; init; } = "";

    /// <summary>The model whose head it begins with; null where it begins with a fresh one.</summary>
    public ModelFacts? HeadOf { get; init; }

    /// <summary>Whether it gives what the training is made for.</summary>
    public bool IsLast => Number == Count;

    /// <summary>What it is called where there are others; empty where it is the only one.</summary>
    public string Title => Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"stage {Number} of {Count}");

    /// <summary>The folder of its run.</summary>
    /// <param name="output">The folder of the training, which is also that of its last stage.</param>
    public string FolderIn(string output) => IsLast ? output : StageFolders.Of(output, Number);

    /// <summary>The stages of a model's training, in order.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="options">The settings of the whole training.</param>
    /// <exception cref="BadInputException">A setting is for stages that the model does not have, or leaves one of them no update.</exception>
    public static IReadOnlyList<TrainingStage> Of(ModelDefinition definition, TrainingOptions options)
    {
        var stages = definition.Stages;
        if (stages.Count == 0)
        {
            return options.StageLearningRate is null
                ? [new() { Definition = definition, Number = 1, Count = 1, Options = options, Whole = options }]
                : throw new BadInputException($"{definition.Facts.Name} has no stages; leave out stage-learning-rate");
        }
        var early = stages.Select(stage => Early(stage, options)).ToArray();
        var last = options with
        {
            Epochs = options.Epochs - early.Sum(stage => stage.Epochs),
            MaxSteps = options.MaxSteps - early.Sum(stage => stage.MaxSteps),
            // Whatever no stage has is left to be refused by name.
            Settings = options.Settings.Where(setting => Has(definition, setting.Key) || !stages.Any(stage => Has(stage.Model, setting.Key))).ToDictionary(),
        };
        if (last.MaxSteps < 1)
            throw new BadInputException($"max-steps is {options.MaxSteps}, and the stages before {definition.Facts.Name} take {early.Sum(stage => stage.MaxSteps)} of them; expected more");
        var recipe = string.Join(", ", stages.Zip(early, (stage, own) => string.Create(
            CultureInfo.InvariantCulture, $"{stage.Model.Facts.Name} ({stage.Model.Facts.PlanHash}) for {stage.Share} at {own.LearningRate}")));
        return
        [
            .. stages.Select(stage => stage.Model).Append(definition).Zip(early.Append(last), (model, own) => (Model: model, Options: own)).Select((stage, place) => new TrainingStage
            {
                Definition = stage.Model,
                Number = place + 1,
                Count = stages.Count + 1,
                Options = stage.Options,
                Whole = options,
                Recipe = recipe,
                HeadOf = place == 0 ? null : stages[place - 1].Model.Facts,
            }),
        ];
    }

    // The head learns at the stage's rate: a rate for the head is one for what the last stage trains beside it.
    private static TrainingOptions Early(ModelStage stage, TrainingOptions options) => options with
    {
        Epochs = options.Epochs * stage.Share,
        MaxSteps = options.MaxSteps is { } updates ? (int)Math.Ceiling((updates * stage.Share) - 1e-6) : null,
        LearningRate = options.StageLearningRate ?? stage.LearningRate ?? options.LearningRate,
        HeadLearningRate = null,
        Settings = options.Settings.Where(setting => Has(stage.Model, setting.Key)).ToDictionary(),
    };

    private static bool Has(ModelDefinition definition, string setting) => definition.Facts.OpenSettings.ContainsKey(setting);
}
