namespace PastaGen.Training;

/// <summary>A folder of the system's for temporary files, gone with this object.</summary>
/// <param name="prefix">What its name begins with.</param>
internal sealed class ScratchFolder(string prefix) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory(prefix);

    /// <summary>Its path.</summary>
    public string Path => folder.FullName;

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);
}
