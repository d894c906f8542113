using System.Globalization;
using PastaGen.Text.Corpora;

namespace PastaGen.Training;

/// <summary>Everything that the bits of a pretraining run depend on beside the engine, as texts by name; see <see cref="RunIdentity"/>.</summary>
internal static class PretrainingIdentity
{
    /// <summary>The identity of a run that is about to begin.</summary>
    public static Dictionary<string, string> Of(
        ModelFacts model, string config, BackboneFolder? backbone, TokenizerFiles tokenizer, Corpus text, Corpus heldOut, TeacherModel? teacher, Precision precision, int maxLength, PretrainingOptions options) => new()
        {
            ["plan"] = model.PlanHash,
            ["config"] = Sha256(config),
            ["backbone"] = backbone is null ? "" : backbone.Digest(model.CheckpointPrefix) + " " + backbone.Digest(""),
            ["tokenizer"] = tokenizer.Text.Digest,
            ["text"] = text.Digest,
            ["held-out"] = heldOut.Digest,
            ["teacher"] = teacher?.Digest ?? "",
            ["teacher-weight"] = teacher is null ? "" : Text(options.TeacherWeight),
            ["teacher-pooling"] = teacher is null ? "" : options.TeacherPooling switch { TeacherPooling.Mean => "mean", TeacherPooling.FirstState => "first", TeacherPooling.Tokens => "tokens", var other => throw new InvalidOperationException($"{other} has no name") },
            ["max-length"] = Text(maxLength),
            ["batch-tokens"] = Text(options.BatchTokens),
            ["masked-share"] = Text(options.MaskedShare),
            ["whole-words"] = options.WholeWords ? "yes" : "no",
            ["epochs"] = Text(options.Epochs),
            ["max-steps"] = Text(options.MaxSteps),
            ["learning-rate"] = Text(options.LearningRate),
            ["lr-scheduler-type"] = options.LearningRateSchedule.Name,
            ["warmup-ratio"] = Text(options.WarmupRatio),
            ["warmup-steps"] = Text(options.WarmupSteps),
            ["weight-decay"] = Text(options.WeightDecay),
            ["adam-beta1"] = Text(options.AdamBeta1),
            ["adam-beta2"] = Text(options.AdamBeta2),
            ["adam-epsilon"] = Text(options.AdamEpsilon),
            ["max-grad-norm"] = Text(options.MaxGradNorm),
            ["dropout"] = Text(options.Dropout),
            ["seed"] = Text(options.Seed),
            ["eval-every"] = options.EvaluateEvery.ToString(),
            ["logging-steps"] = Text(options.LoggingSteps),
            ["store"] = options.Store.Name(),
            ["precision"] = precision.Name(),
        };

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
