namespace PastaGen.Training;

/// <summary>The Python PEFT library's words for what a head does: <c>task_type</c>.</summary>
internal static class AdapterTask
{
    /// <summary>Texts are answered for.</summary>
    public const string Texts = "SEQ_CLS";

    /// <summary>Each token is answered for.</summary>
    public const string Tokens = "TOKEN_CLS";

    /// <summary>Heads that the library saves beside these tasks, by the names that it looks for.</summary>
    public static IReadOnlyList<string> HeadModules { get; } = ["classifier", "score"];

    /// <summary>Why there are no adapters for a model that scores words.</summary>
    public static string NoWords(ModelFacts facts) =>
        $"{facts.Name} trains its head {facts.Head}, which the library has no task for and leaves frozen; adapters are converted for heads that answer for texts or for tokens";

    /// <summary>A model's task; null where the library has no word for it.</summary>
    public static string? Of(ModelFacts facts) => facts.LabelsAreWords || facts.GivesFeatures ? null : facts.AnswersPerToken ? Tokens : Texts;
}
