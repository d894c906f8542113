using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A teacher, opened: gives texts unit vectors.</summary>
internal sealed class TeacherModel : IDisposable
{
    private readonly FeatureExtractor extractor;

    private TeacherModel(FeatureExtractor extractor) => this.extractor = extractor;

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

    /// <inheritdoc/>
    public void Dispose() => extractor.Dispose();
}
