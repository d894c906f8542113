using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The settings of a pretraining run; names and defaults are those of the Python library's trainer where it has them.</summary>
public sealed record PretrainingOptions
{
    /// <summary>A config.json of the model's architecture, for an encoder with fresh weights; null where <see cref="Backbone"/> is gone on with.</summary>
    public string? Config { get; init; }

    /// <summary>A backbone's folder to go on with, its tokenizer kept; null for fresh weights.</summary>
    public string? Backbone { get; init; }

    /// <summary>A folder whose tokenizer is taken; null trains a vocabulary on the text, or keeps the backbone's.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Words of a vocabulary that is trained on the text, where neither <see cref="VocabularySize"/> nor the config says so.</summary>
    public const int UsualVocabularySize = 8192;

    /// <summary>
    /// Words of the vocabulary that is trained on the text, special tokens included; null takes the config's number, or
    /// <see cref="UsualVocabularySize"/>. A config, tokenizer or backbone with another number contradicts it.
    /// </summary>
    public int? VocabularySize { get; init; }

    /// <summary>The text to learn from: files, or folders of <c>.txt</c> files.</summary>
    public required IReadOnlyList<string> Text { get; init; }

    /// <summary>The text to be judged by: files, or folders of <c>.txt</c> files.</summary>
    public required IReadOnlyList<string> HeldOut { get; init; }

    /// <summary>Whose vectors of the same text are learned from as well; null for none.</summary>
    public Teacher? Teacher { get; init; }

    /// <summary>What the teacher's loss is multiplied by.</summary>
    public double TeacherWeight { get; init; } = 1;

    /// <summary>Which of the encoder's states are compared with the teacher's.</summary>
    public TeacherPooling TeacherPooling { get; init; }

    /// <summary>Longest passage in tokens, inserted ones included. Never more than the encoder reads.</summary>
    public int MaxLength { get; init; } = 128;

    /// <summary>The most tokens of an update.</summary>
    public int BatchTokens { get; init; } = 2048;

    /// <summary>Part of a passage's tokens that is to be predicted.</summary>
    public double MaskedShare { get; init; } = 0.15;

    /// <summary>Whether the tokens of a word are masked together.</summary>
    public bool WholeWords { get; init; }

    /// <summary>How often the text is gone through; null leaves it to <see cref="MaxSteps"/>.</summary>
    public double? Epochs { get; init; }

    /// <summary>Updates of the run, whatever <see cref="Epochs"/> says; null leaves it to the epochs.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>When to stop although updates are left; the learning rate falls as if there were no such limit. Null has none.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Peak step size.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate changes over the run.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>Part of all updates that warm up, rounded up; <see cref="WarmupSteps"/> wins.</summary>
    public double WarmupRatio { get; init; } = 0.06;

    /// <summary>Updates that warm up; 0 leaves it to <see cref="WarmupRatio"/>.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Decay of the matrices of linears; embeddings, norms and biases never decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Decay rate of AdamW's first moment.</summary>
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>Decay rate of AdamW's second moment.</summary>
    public double AdamBeta2 { get; init; } = 0.98;

    /// <summary>Added to the root of AdamW's second moment.</summary>
    public double AdamEpsilon { get; init; } = 1e-6;

    /// <summary>Largest norm of all gradients together, beyond which they are scaled down; 0 does not clip.</summary>
    public double MaxGradNorm { get; init; } = 1;

    /// <summary>Overrides every dropout of the config; null keeps them.</summary>
    public double? Dropout { get; init; }

    /// <summary>Seed of everything random: fresh weights, the order of passages, masks, dropout. Equal seeds give equal bits on one machine, on a GPU with <see cref="Deterministic"/>.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>How far two evaluations are apart; the last update is always followed by one.</summary>
    public RunLength EvaluateEvery { get; init; } = RunLength.Epochs(1);

    /// <summary>Every how many updates one goes into metrics.jsonl.</summary>
    public int LoggingSteps { get; init; } = 1;

    /// <summary>The type of the weights in the backbone that is written.</summary>
    public StoredType Store { get; init; } = StoredType.Fp16;

    /// <summary>What products are computed in; null takes what <see cref="PrecisionChoice"/> says of the machine.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Where to train; null means the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>Whether a GPU, too, must give equal bits each time, by slower kernels where the fast ones do not; the CPU's always do.</summary>
    public bool Deterministic { get; init; }

    /// <summary>How often the run's state is saved, beside at evaluations; zero saves after every update.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether to start over where the output folder holds a run, which is then lost.</summary>
    public bool Fresh { get; init; }

    /// <summary>The command line, to be told where a run is stopped; null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The part of the settings that every run has.</summary>
    internal TrainingOptions ForLoop => new()
    {
        Epochs = Epochs ?? 1,
        MaxSteps = MaxSteps,
        MaxTime = MaxTime,
        LearningRate = LearningRate,
        LearningRateSchedule = LearningRateSchedule,
        WarmupRatio = WarmupRatio,
        WarmupSteps = WarmupSteps,
        WeightDecay = WeightDecay,
        AdamBeta1 = AdamBeta1,
        AdamBeta2 = AdamBeta2,
        AdamEpsilon = AdamEpsilon,
        MaxGradNorm = MaxGradNorm,
        Dropout = Dropout,
        MaxLength = MaxLength,
        Seed = Seed,
        EvaluateEvery = EvaluateEvery,
        LoggingSteps = LoggingSteps,
        Metric = Metric.Named("loss"),
        SaveEvery = SaveEvery,
        Fresh = Fresh,
        Command = Command,
    };

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="BadInputException">A setting is out of its range, or two contradict each other; the sentence names them.</exception>
    public void Validate()
    {
        static void Require(bool holds, string name, string expected, object? found)
        {
            if (!holds) throw new BadInputException(FormattableString.Invariant($"{name} is {found}; expected {expected}"));
        }

        if (Config is null == Backbone is null)
            throw new BadInputException(Config is null
                ? "nothing says what encoder to train: expected --config for one with fresh weights, or --backbone to go on with one"
                : "--config makes an encoder with fresh weights and --backbone goes on with one; expected one of the two");
        if (Backbone is not null && Tokenizer is not null)
            throw new BadInputException("--backbone keeps the backbone's tokenizer; leave out --tokenizer");
        if (Epochs is null && MaxSteps is null)
            throw new BadInputException("nothing says how long to train: expected --epochs or --max-steps, by which the learning rate falls; --max-time may end the run earlier");
        if (Text.Count == 0) throw new BadInputException("there is no text to learn from");
        if (HeldOut.Count == 0) throw new BadInputException("there is no text to be judged by");
        ForLoop.Validate();
        Require(VocabularySize is null or >= 16, "vocabulary-size", "at least 16", VocabularySize);
        Require(BatchTokens >= 1, "batch-tokens", "at least 1", BatchTokens);
        Require(MaskedShare is > 0 and < 1, "masked-share", "a number between 0 and 1", MaskedShare);
        Require(TeacherWeight >= 0 && double.IsFinite(TeacherWeight), "teacher-weight", "a number from 0 on", TeacherWeight);
    }
}
