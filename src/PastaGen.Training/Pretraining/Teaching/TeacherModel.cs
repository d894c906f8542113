using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A teacher, opened: gives texts, and tokens of texts, unit vectors.</summary>
internal sealed class TeacherModel : IDisposable
{
    private readonly FeatureExtractor extractor;
    private readonly BatchCollator collator;
    private readonly int longest;

    private TeacherModel(FeatureExtractor extractor, int longest)
    {
        (this.extractor, this.longest) = (extractor, longest);
        collator = new BatchCollator(extractor.Loaded);
    }

    /// <summary>Opens a teacher.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="precision">What it computes in; null takes what the machine is fast in.</param>
    /// <param name="device">Where it lives; null means the CPU.</param>
    public static TeacherModel Open(Teacher teacher, Precision? precision, Device? device)
    {
        var extractor = FeatureExtractor.LoadBackbone(teacher.Definition, teacher.Folder, new LoadOptions { Precision = precision, Device = device });
        try
        {
            return new TeacherModel(extractor, RowLength.Of(asked: null, extractor.Loaded, pairs: false));
        }
        catch
        {
            extractor.Dispose();
            throw;
        }
    }

    /// <summary>Number of elements of a vector.</summary>
    public int Width => extractor.Loaded.Config.HiddenSize;

    /// <summary>What the vectors depend on: the model, the weights, the tokenizer and what products are computed in.</summary>
    public string Digest => string.Join(' ', extractor.Loaded.Facts.PlanHash, extractor.Loaded.Folder.Digest(extractor.Loaded.Facts.CheckpointPrefix), extractor.Loaded.Text.Digest, extractor.Loaded.Precision.Name());

    /// <summary>The vectors of some texts, computed in batches of like length.</summary>
    public IReadOnlyList<IReadOnlyList<float>> VectorsOf(IReadOnlyList<string> texts, CancellationToken cancellation) =>
        [.. extractor.ExtractAll(texts, cancellation)];

    /// <summary>Encodes a text as the teacher reads it, cut to what it can read.</summary>
    public Encoding Encode(string text) => extractor.Loaded.Text.Encode(text, maxLength: longest);

    /// <summary>The means of groups of tokens' states, each divided by its length, float32 <c>[groups, width]</c>.</summary>
    /// <param name="rows">Texts as <see cref="Encode"/> gives them.</param>
    /// <param name="groupOfToken">The group of each of their tokens, row by row; -1 for those that belong to none.</param>
    /// <param name="rowOfGroup">The row of each group.</param>
    public Tensor VectorsOf(IReadOnlyList<Encoding> rows, IReadOnlyList<int> groupOfToken, IReadOnlyList<int> rowOfGroup)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var model = extractor.Loaded.Model;
        model.eval();
        using var batch = collator.Collate(rows, labels: null, new GroupVectors(groupOfToken, rowOfGroup, extractor.Loaded.Device));
        using var output = model.Compute(batch);
        return nn.functional.normalize(batch.Vectors!.Value).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => extractor.Dispose();
}
