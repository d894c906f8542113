using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A teacher, opened: gives texts unit vectors, and their tokens states.</summary>
internal sealed class TeacherModel : IDisposable
{
    private readonly FeatureExtractor extractor;
    private readonly BatchCollator collator;
    private readonly int longest;

    private TeacherModel(FeatureExtractor extractor)
    {
        this.extractor = extractor;
        collator = new BatchCollator(extractor.Loaded);
        longest = RowLength.Of(asked: null, extractor.Loaded, pairs: false);
    }

    /// <summary>Opens a teacher.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="precision">What it computes in; null takes what the machine is fast in.</param>
    /// <param name="device">Where it lives; null means the CPU.</param>
    public static TeacherModel Open(Teacher teacher, Precision? precision, Device? device) =>
        new(FeatureExtractor.LoadBackbone(teacher.Definition, teacher.Folder, new LoadOptions { Precision = precision, Device = device }));

    /// <summary>Number of elements of a vector.</summary>
    public int Width => extractor.Loaded.Config.HiddenSize;

    /// <summary>What the vectors depend on: the model, the weights, the tokenizer and what products are computed in.</summary>
    public string Digest => string.Join(' ', extractor.Loaded.Facts.PlanHash, extractor.Loaded.Folder.Digest(extractor.Loaded.Facts.CheckpointPrefix), extractor.Loaded.Text.Digest, extractor.Loaded.Precision.Name());

    /// <summary>The vectors of some texts, computed in batches of like length.</summary>
    public IReadOnlyList<IReadOnlyList<float>> VectorsOf(IReadOnlyList<string> texts, CancellationToken cancellation) =>
        [.. extractor.ExtractAll(texts, cancellation)];

    /// <summary>Encodes a text as the teacher reads it, cut to what it can read.</summary>
    public Encoding Encode(string text) => extractor.Loaded.Text.Encode(text, maxLength: longest);

    /// <summary>The states that leave the encoder, <c>[rows, longest row, width]</c> in float32.</summary>
    /// <param name="rows">Texts as <see cref="Encode"/> gives them.</param>
    public Tensor StatesOf(IReadOnlyList<Encoding> rows)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        extractor.Loaded.Model.eval();
        using var batch = collator.Collate(rows);
        using var states = new HiddenStates();
        using var output = extractor.Loaded.Model.Compute(batch, states);
        return states.States[^1].to(ScalarType.Float32, copy: true).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => extractor.Dispose();
}
