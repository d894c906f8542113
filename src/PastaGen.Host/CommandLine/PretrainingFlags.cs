using System.CommandLine;
using PastaGen.Training;

namespace PastaGen.Host.CommandLine;

/// <summary>The settings of a pretraining run as options, with the names that the Python library's trainer gives them where it has them.</summary>
internal sealed class PretrainingFlags
{
    private static readonly PretrainingOptions Usual = new() { Text = [], HeldOut = [] };

    private readonly Option<string> config = Given.Path("--config", "FILE", "A config.json for an encoder with fresh weights; its vocab_size may be left out.");
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "A backbone to go on with instead, its tokenizer kept.");
    private readonly Option<string[]> text = Given.Paths("--text", "The text to learn from: UTF-8 files, or folders of .txt files.");
    private readonly Option<string[]> heldOut = Given.Paths("--held-out", "The text to be judged by.");
    private readonly Option<int?> vocabularySize = Given.Number("--vocabulary-size", $"Words of the vocabulary that is trained on the text (the config's, or {PretrainingOptions.UsualVocabularySize}).", 16);
    private readonly Option<string> tokenizer = Given.Path("--tokenizer", "DIR", "A folder whose tokenizer is taken instead.");
    private readonly Option<string> teacher = Given.Path("--teacher", "DIR", "A backbone whose vectors of the same text are learned from as well.");
    private readonly Option<double?> teacherWeight = Given.Number("--teacher-weight", FormattableString.Invariant($"What the teacher's loss is multiplied by ({Usual.TeacherWeight})."), 0.0);
    private readonly Option<string> teacherPooling = Given.Choice("--teacher-pooling", "Which of the encoder's states are compared with the teacher's (mean)", [.. Spelling.TeacherPoolings.Keys]);
    private readonly Option<int?> maxLength = Given.Number("--max-length", $"Longest passage in tokens ({Usual.MaxLength}).", 3);
    private readonly Option<int?> batchTokens = Given.Number("--batch-tokens", $"The most tokens of an update ({Usual.BatchTokens}).", 1);
    private readonly Option<double?> maskedShare = Given.Number("--masked-share", FormattableString.Invariant($"Part of the tokens that is to be predicted ({Usual.MaskedShare})."), 0.001, 0.999);
    private readonly Option<bool> wholeWords = new("--whole-words") { Description = "Mask the tokens of a word together." };
    private readonly Option<double?> epochs = Given.Spelled<double>("--epochs", "N", "How often the text is gone through; a part of an epoch is rounded up to whole updates.", "a number above 0", Spelling.AboveZero);
    private readonly Option<int?> maxSteps = Given.Number("--max-steps", "Updates of the run, whatever --epochs says.", 1);
    private readonly Option<TimeSpan?> maxTime = Given.Spelled<TimeSpan>("--max-time", "TIME", "Stop after this time, such as 90s, 30m or 2h; the learning rate falls as if there were no such limit.", "a time such as 90s, 30m or 2h", Spelling.Time);
    private readonly Option<double?> learningRate = Given.Number("--learning-rate", FormattableString.Invariant($"Peak learning rate ({Usual.LearningRate})."), 0.0);
    private readonly Option<string> schedule = Given.Choice("--lr-scheduler-type", "How the learning rate changes over the run (linear)", [.. LearningRateSchedule.All.Select(schedule => schedule.Name)]);
    private readonly Option<double?> warmupRatio = Given.Number("--warmup-ratio", FormattableString.Invariant($"Part of all updates that warm up ({Usual.WarmupRatio})."), 0.0, 1.0);
    private readonly Option<int?> warmupSteps = Given.Number("--warmup-steps", "Updates that warm up; wins over --warmup-ratio (0).", 0);
    private readonly Option<double?> weightDecay = Given.Number("--weight-decay", FormattableString.Invariant($"Decay of the matrices of linears ({Usual.WeightDecay})."), 0.0);
    private readonly Option<double?> adamBeta1 = Given.Number("--adam-beta1", FormattableString.Invariant($"Decay rate of AdamW's first moment ({Usual.AdamBeta1})."), 0.0, 0.999999);
    private readonly Option<double?> adamBeta2 = Given.Number("--adam-beta2", FormattableString.Invariant($"Decay rate of AdamW's second moment ({Usual.AdamBeta2})."), 0.0, 0.999999);
    private readonly Option<double?> adamEpsilon = Given.Spelled<double>("--adam-epsilon", "N", "Added to the root of AdamW's second moment (1e-6).", "a number above 0", Spelling.AboveZero);
    private readonly Option<double?> maxGradNorm = Given.Number("--max-grad-norm", FormattableString.Invariant($"Largest norm of all gradients together; 0 does not clip ({Usual.MaxGradNorm})."), 0.0);
    private readonly Option<double?> dropout = Given.Number("--dropout", "Overrides every dropout of the config.", 0.0, 0.999);
    private readonly Option<long?> seed = Given.Number("--seed", $"Seed of fresh weights, the order of passages, masks and dropout ({Usual.Seed}).", 0L);
    private readonly Option<RunLength?> evalEvery = Given.Spelled<RunLength>("--eval-every", "LENGTH", "How far evaluations are apart, in epochs or updates, such as 0.5ep or 500st; the run's end is always followed by one (1ep).", "a length such as 1ep, 0.5ep or 500st", Spelling.Length);
    private readonly Option<int?> loggingSteps = Given.Number("--logging-steps", $"Every how many updates one goes into metrics.jsonl ({Usual.LoggingSteps}).", 1);
    private readonly Option<string> store = Given.Choice("--store", "The type of the weights in the backbone's file (fp16)", [.. Enum.GetValues<StoredType>().Select(type => type.Name())]);
    private readonly PrecisionOption precision = new();
    private readonly DeviceOption device = new();
    private readonly Option<bool> tf32 = DeviceOption.Tf32();
    private readonly Option<bool> deterministic = DeviceOption.Deterministic();
    private readonly Option<TimeSpan?> saveEvery = Given.Time("--save-every", "Time between two saved states, such as 10s or 5m; 0 saves every update (1m).");
    private readonly Option<bool> fresh = new(TrainingFlags.FreshName) { Description = "Start over where the output folder holds a run." };

    /// <summary>What is trained, and on what.</summary>
    internal IEnumerable<Option> Sources => [config, backbone, text, heldOut];

    /// <summary>The others, in the order in which help lists them.</summary>
    internal IEnumerable<Option> All =>
    [
        vocabularySize, tokenizer, teacher, teacherWeight, teacherPooling, maxLength, batchTokens, maskedShare, wholeWords, epochs, maxSteps, maxTime, learningRate, schedule, warmupRatio,
        warmupSteps, weightDecay, adamBeta1, adamBeta2, adamEpsilon, maxGradNorm, dropout, seed, evalEvery, loggingSteps, store, precision, device, tf32, deterministic, saveEvery, fresh,
    ];

    /// <summary>The settings of a command line.</summary>
    internal PretrainingOptions Read(ParseResult given, Session session) => new()
    {
        Config = given.GetValue(config),
        Backbone = given.GetValue(backbone),
        Text = given.GetRequiredValue(text),
        HeldOut = given.GetRequiredValue(heldOut),
        VocabularySize = given.GetValue(vocabularySize),
        Tokenizer = given.GetValue(tokenizer),
        Teacher = given.GetValue(teacher) is { } folder ? Teacher.Find(session.Models, folder) : null,
        TeacherWeight = given.GetValue(teacherWeight) ?? Usual.TeacherWeight,
        TeacherPooling = given.GetValue(teacherPooling) is { } states ? Spelling.TeacherPoolings[states] : Usual.TeacherPooling,
        MaxLength = given.GetValue(maxLength) ?? Usual.MaxLength,
        BatchTokens = given.GetValue(batchTokens) ?? Usual.BatchTokens,
        MaskedShare = given.GetValue(maskedShare) ?? Usual.MaskedShare,
        WholeWords = given.GetValue(wholeWords),
        Epochs = given.GetValue(epochs),
        MaxSteps = given.GetValue(maxSteps),
        MaxTime = given.GetValue(maxTime),
        LearningRate = given.GetValue(learningRate) ?? Usual.LearningRate,
        LearningRateSchedule = given.GetValue(schedule) is { } shape ? LearningRateSchedule.Named(shape) : Usual.LearningRateSchedule,
        WarmupRatio = given.GetValue(warmupRatio) ?? Usual.WarmupRatio,
        WarmupSteps = given.GetValue(warmupSteps) ?? Usual.WarmupSteps,
        WeightDecay = given.GetValue(weightDecay) ?? Usual.WeightDecay,
        AdamBeta1 = given.GetValue(adamBeta1) ?? Usual.AdamBeta1,
        AdamBeta2 = given.GetValue(adamBeta2) ?? Usual.AdamBeta2,
        AdamEpsilon = given.GetValue(adamEpsilon) ?? Usual.AdamEpsilon,
        MaxGradNorm = given.GetValue(maxGradNorm) ?? Usual.MaxGradNorm,
        Dropout = given.GetValue(dropout),
        Seed = given.GetValue(seed) ?? Usual.Seed,
        EvaluateEvery = given.GetValue(evalEvery) ?? Usual.EvaluateEvery,
        LoggingSteps = given.GetValue(loggingSteps) ?? Usual.LoggingSteps,
        Store = given.GetValue(store) is { } name ? Enum.GetValues<StoredType>().First(type => type.Name() == name) : Usual.Store,
        Precision = precision.Read(given),
        Device = device.Read(given, tf32),
        Deterministic = given.GetValue(deterministic),
        SaveEvery = given.GetValue(saveEvery) ?? Usual.SaveEvery,
        Fresh = given.GetValue(fresh),
        Command = CommandText.Of(session),
    };
}
