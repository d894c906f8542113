namespace PastaGen.Host.Tests.Testing;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("pasta-host-").FullName;

    internal string File(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A BERT tokenizer of a dozen words.</summary>
    internal string Tokenizer()
    {
        File("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\ngood\nbad\nfilm\n##s\n.\n");
        File("tokenizer_config.json", """{"do_lower_case": true}""");
        return Path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
