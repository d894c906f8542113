using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Corpora;
using PastaGen.Text.Vocabularies;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>All that a pretraining run needs before its first update: the tokenizer, the passages, the model, the plan of updates.</summary>
internal sealed class PretrainingPreparation : IDisposable
{
    private readonly List<IDisposable> owned = [];

    /// <summary>The tokenizer.</summary>
    public required TokenizerFiles Tokenizer { get; init; }

    /// <summary>The backbone that is made.</summary>
    public required BackboneProduct Product { get; init; }

    /// <summary>The passages to learn from.</summary>
    public required Corpus Text { get; init; }

    /// <summary>The passages to be judged by.</summary>
    public required Corpus HeldOut { get; init; }

    /// <summary>The teacher; null where there is none.</summary>
    public required TeacherModel? Teacher { get; init; }

    /// <summary>The model with the weights that it begins with.</summary>
    public required TaskModel Model { get; init; }

    /// <summary>Where the model lives.</summary>
    public required Device Device { get; init; }

    /// <summary>Which passages every update takes.</summary>
    public required PassagePlan Plan { get; init; }

    /// <summary>What the run's states know it by.</summary>
    public required PlannedRun Run { get; init; }

    /// <summary>What products are computed in, and why.</summary>
    public required PrecisionChoice Precision { get; init; }

    /// <summary>Reads the text and makes the model.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="options">The settings.</param>
    /// <param name="output">The run's folder.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BadInputException">Something is wrong with text, settings, config, tokenizer or backbone, or the folder holds another run.</exception>
    public static PretrainingPreparation Make(ModelDefinition definition, PretrainingOptions options, RunFolder output, CancellationToken cancellation)
    {
        var owned = new List<IDisposable>();
        T Own<T>(T one) where T : IDisposable
        {
            owned.Add(one);
            return one;
        }

        try
        {
            var facts = definition.Facts;
            var backbone = options.Backbone is { } folder ? Own(BackboneFolder.Open(folder)) : null;
            // What is wrong with it is told before the text is read.
            var given = PretrainingConfig.Open(options.Config ?? BackboneFolder.ConfigIn(options.Backbone!), facts);
            given.RequireVocabulary(options.VocabularySize);
            var tried = given.Try(given.VocabularySize ?? options.VocabularySize ?? PretrainingOptions.UsualVocabularySize);
            var teacher = options.Teacher is { } chosen ? Own(TeacherModel.Open(chosen, options.Precision, options.Device)) : null;

            var tokenizer = MakeTokenizer(options, tried, output, cancellation);
            var content = backbone is null ? given.Complete(tokenizer.Text, options.Store) : given.Store(options.Store);
            var config = given.Read(content);
            var maxLength = RowLength.Of(options.MaxLength, config.LongestInput, tokenizer.Text, pairs: false);
            if (options.BatchTokens < maxLength)
                throw new BadInputException($"batch-tokens is {options.BatchTokens}, less than one passage of {maxLength} tokens may have; expected at least as many, or a smaller max-length");
            output.Notify(new PretrainingPrepares("reading and tokenizing the text"));
            var text = Passages(options.Text, tokenizer.Text, maxLength, cancellation);
            if (text.TokenCount < maxLength - tokenizer.Text.SpecialTokensPerText(pair: false))
                throw new BadInputException($"{string.Join(", ", options.Text)}: holds {text.TokenCount} tokens, less than one passage of {maxLength}; give more text, or a smaller --max-length");
            var heldOut = Passages(options.HeldOut, tokenizer.Text, maxLength, cancellation);
            RequireApart(text, heldOut);

            var precision = PrecisionChoice.Of(options.Precision, delta: null, facts, config, options.Device);
            var plan = new PassagePlan(text.RowLengths, options);
            var identity = PretrainingIdentity.Of(facts, content, backbone, tokenizer, text, heldOut, teacher, precision.Precision, maxLength, options);
            var run = new PlannedRun(identity, plan.TotalUpdates, options.Command, maxLength, new StopRules(options.ForLoop, plan.TotalUpdates));
            run.RequireGoesOn(output, extend: false);

            cancellation.ThrowIfCancellationRequested();
            var device = options.Device ?? CPU;
            using var scratch = backbone is null ? new ScratchFolder("pasta-weights-") : null;
            if (scratch is not null) FreshWeights.Write(scratch.Path, definition, content, config, options.Seed);
            using var fresh = scratch is null ? null : BackboneFolder.Open(scratch.Path);
            var loading = new LoadOptions { LabelCount = config.VocabularySize, Seed = options.Seed, Dropout = options.Dropout, Precision = precision.Precision, Device = device };
            var model = Own(BackboneLoader.Load(definition, backbone ?? fresh!, loading).Model);
            var product = Own(new BackboneProduct(model, device, content, tokenizer, options.Store, backbone ?? fresh!));
            var made = new PretrainingPreparation
            {
                Tokenizer = tokenizer,
                Product = product,
                Text = text,
                HeldOut = heldOut,
                Teacher = teacher,
                Model = model,
                Device = device,
                Plan = plan,
                Run = run,
                Precision = precision,
            };
            made.owned.AddRange(owned);
            return made;
        }
        catch
        {
            Dispose(owned);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Dispose(owned);

    private static void Dispose(List<IDisposable> owned)
    {
        foreach (var one in owned) one.Dispose();
    }

    private static TokenizerFiles MakeTokenizer(PretrainingOptions options, EncoderConfig config, RunFolder output, CancellationToken cancellation)
    {
        if (options.Backbone is { } backbone) return TokenizerFiles.Of(backbone);
        if (options.Tokenizer is { } folder)
        {
            var files = TokenizerFiles.Of(folder);
            return options.VocabularySize is not { } asked || asked == files.Text.VocabularySize ? files
                : throw new BadInputException($"vocabulary-size is {asked}, but the tokenizer of {folder} has {files.Text.VocabularySize} words; leave out one of the two");
        }
        output.Notify(new PretrainingPrepares("training the vocabulary"));
        var settings = new WordPieceOptions { Size = config.VocabularySize };
        var texts = PlainText.Read(options.Text, cancellation).SelectMany(document => document.Paragraphs);
        var vocabulary = WordPieceTrainer.Train(texts, settings, progress: null, cancellation);
        return TokenizerFiles.Make(made => WordPieceFolder.Write(made, vocabulary, settings.Lowercase, config.LongestInput, tokenTypes: config.TokenTypeCount > 1));
    }

    private static Corpus Passages(IReadOnlyList<string> paths, TextEncoder text, int maxLength, CancellationToken cancellation)
    {
        var corpus = Corpus.Encode(PlainText.Read(paths, cancellation), text, maxLength - text.SpecialTokensPerText(pair: false), cancellation);
        if (corpus.Passages.Count == 0) throw new BadInputException($"{string.Join(", ", paths)}: holds no text");
        return corpus.HasOrdinaryTokens ? corpus
            : throw new BadInputException($"{string.Join(", ", paths)}: the tokenizer knows none of its words; give a tokenizer of the text's script, or leave it out to train one");
    }

    // Figures of text that was learned from say nothing; a held-out file is easily left in the folder of the others.
    private static void RequireApart(Corpus text, Corpus heldOut)
    {
        if (text.Sources.Select(Path.GetFullPath).Intersect(heldOut.Sources.Select(Path.GetFullPath), StringComparer.Ordinal).FirstOrDefault() is { } shared)
            throw new BadInputException($"{shared}: stands in --text and in --held-out; keep it out of one of the two, since figures of text that was learned from say nothing");
    }
}
