namespace PastaGen.Testing;

/// <summary>The folder of the checkout that the tests were built from.</summary>
public static class Checkout
{
    /// <summary>The nearest folder above the test assembly that holds <c>global.json</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "global.json")))
                return folder.FullName;
        throw new InvalidOperationException($"no global.json above {AppContext.BaseDirectory}");
    }
}
