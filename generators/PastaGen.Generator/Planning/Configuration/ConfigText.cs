namespace PastaGen.Generator.Planning.Configuration;

/// <summary>An additional file that may be a config.json.</summary>
/// <param name="Path">Its path as the build gives it.</param>
/// <param name="Text">Its content.</param>
internal sealed record ConfigText(string Path, string Text)
{
    /// <summary>The files that a model can mean by a path: those whose own path ends with it, folder by folder.</summary>
    /// <param name="files">The project's additional files.</param>
    /// <param name="path">The path that the model names; null means none.</param>
    public static EquatableArray<ConfigText> Matching(IEnumerable<ConfigText> files, string? path)
    {
        if (path is null) return [];
        var wanted = "/" + Normalize(path);
        return files.Where(file => ("/" + Normalize(file.Path)).EndsWith(wanted, StringComparison.Ordinal)).ToEquatableArray();
    }

    private static string Normalize(string path)
    {
        var slashes = path.Replace('\\', '/');
        return slashes.StartsWith("./", StringComparison.Ordinal) ? slashes.Substring(2) : slashes.TrimStart('/');
    }
}
