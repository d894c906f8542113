using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>What the compiler knows of a model. One constant of each emitted class.</summary>
public sealed record ModelFacts
{
    /// <summary>The class's name, by which a command line names the model.</summary>
    public required string Name { get; init; }

    /// <summary>The <c>model_type</c> of the config.json files that it reads.</summary>
    public required string Architecture { get; init; }

    /// <summary>Where those files hold an encoder's settings, and what they must say.</summary>
    public ConfigLayout Config { get; init; } = ConfigLayout.Usual;

    /// <summary>What may stand before the encoder's names in a checkpoint, its dot included.</summary>
    public required string CheckpointPrefix { get; init; }

    /// <summary>The head's kind, such as <c>sequence-classification</c>.</summary>
    public required string Head { get; init; }

    /// <summary>The name of what gives the head's answer in a checkpoint that holds it, without <c>.weight</c> and <c>.bias</c>; empty where the head has no parameters.</summary>
    public required string HeadCheckpointName { get; init; }

    /// <summary>Whether the head answers for each token; else for each text.</summary>
    public bool AnswersPerToken { get; init; }

    /// <summary>Whether the head's labels are the words of the vocabulary.</summary>
    public bool LabelsAreWords { get; init; }

    /// <summary>Whether the model gives features: vectors of texts, from which nothing is learned.</summary>
    public bool GivesFeatures => Head == "features";

    /// <summary>Whether the features are the mean of the states of a text's tokens.</summary>
    public bool FeaturesAreMeans { get; init; }

    /// <summary>The tensor by which a checkpoint shows that it holds the head. Words share their embeddings, and have a bias of their own.</summary>
    public string HeadTensorName => $"{HeadCheckpointName}.{(LabelsAreWords ? "bias" : "weight")}";

    /// <summary>Ids of the adaptations, in order; <c>full</c> where everything is trained, <c>head-only</c> where only the head is; none where nothing is.</summary>
    public required IReadOnlyList<string> Adaptations { get; init; }

    /// <summary>The labels in id order; null where the set is open.</summary>
    public required IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The preset's name, the config file's path, or <c>open</c>.</summary>
    public required string Size { get; init; }

    /// <summary>Sizes that the model is pinned to; null where they are open.</summary>
    public required PinnedSizes? PinnedSizes { get; init; }

    /// <summary>How many layers a backbone must have so that those which the declaration names are there; 0 where it names none or sizes are pinned.</summary>
    public int FewestLayers { get; init; }

    /// <summary>SHA-256 of the plan, in lower-case hex; the same for equal plans, whatever the class and its namespace are called.</summary>
    public required string PlanHash { get; init; }

    /// <summary>Settings of adaptations that the declaration names, such as <c>pasta.initialization</c> = <c>Normal</c>.</summary>
    public required IReadOnlyDictionary<string, string> PinnedSettings { get; init; }

    /// <summary>
    /// Open settings of adaptations with their fallbacks, such as <c>pasta.occurrences</c> = 2; a truth value is 0 or 1, and an enum's member its number.
    /// </summary>
    public required IReadOnlyDictionary<string, double> OpenSettings { get; init; }

    /// <summary>Those of <see cref="OpenSettings"/> that are whole numbers of at least 1 and may decide the shapes of parameters.</summary>
    public IReadOnlyCollection<string> SizeSettings
    {
        get => field ?? [.. OpenSettings.Keys];
        init;
    }

    /// <summary>How the Python PEFT library's files hold the adaptations that it knows, by their ids.</summary>
    public IReadOnlyDictionary<string, PythonFormat> PythonFormats { get; init; } = new Dictionary<string, PythonFormat>();

    /// <summary>The plan as text: what is trained, what is frozen and why, site by site.</summary>
    public required string Explanation { get; init; }

    /// <summary>What the labels of the data are that the model learns from.</summary>
    /// <exception cref="BadInputException">The model's head has no labels.</exception>
    public TargetKind RequireTarget() => HeadTask.Of(this).Target;

    /// <summary>What the labels of a file of tensors are; those of words are label ids of tokens, as tags are.</summary>
    internal TargetKind LabelsOfTensors => AnswersPerToken ? TargetKind.Tags : Head switch
    {
        "regression" => TargetKind.Number,
        "multi-label" => TargetKind.Classes,
        _ => TargetKind.Class,
    };

    /// <summary>Every parameter of the plan for given sizes, in the order of the module tree.</summary>
    public required Func<ModelShape, IReadOnlyList<PlannedParameter>> Parameters { get; init; }
}
