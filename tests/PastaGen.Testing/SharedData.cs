namespace PastaGen.Testing;

/// <summary>Where the recorded answers and data sets lie that the project is held to and never depends on.</summary>
public static class SharedData
{
    /// <summary>The folder named by <c>PASTAGEN_SHARED</c>, else <c>../shared</c> beside the checkout; null where neither exists or the named one is empty.</summary>
    public static string? Root { get; } = Find();

    /// <summary>A file or folder under <see cref="Root"/>.</summary>
    public static string Path(params string[] parts) =>
        System.IO.Path.Combine([Root ?? throw new InvalidOperationException("no shared data"), .. parts]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PASTAGEN_SHARED") is { Length: > 0 } named)
            return Directory.Exists(named) && Directory.EnumerateFileSystemEntries(named).Any() ? named : null;
        var checkout = Checkout.Root;
        var beside = System.IO.Path.Combine(checkout, "..", "shared");
        return Directory.Exists(beside) ? System.IO.Path.GetFullPath(beside) : null;
    }
}
