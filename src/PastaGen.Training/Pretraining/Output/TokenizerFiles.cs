using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The tokenizer of a backbone that is made, as files: those of a folder, or a vocabulary that was trained and lies in a temporary one.</summary>
internal sealed class TokenizerFiles : IDisposable
{
    private static readonly string[] Names =
        ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt"];

    private readonly string folder;
    private readonly bool isTemporary;

    private TokenizerFiles(string folder, bool isTemporary)
    {
        (this.folder, this.isTemporary) = (folder, isTemporary);
        try
        {
            Text = TextEncoder.Load(folder);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The tokenizer.</summary>
    public TextEncoder Text { get; }

    /// <summary>Those of a folder.</summary>
    /// <exception cref="BadInputException">It holds no tokenizer that can be read.</exception>
    public static TokenizerFiles Of(string folder) => new(folder, isTemporary: false);

    /// <summary>Those that are written into a temporary folder, which goes with this.</summary>
    /// <param name="write">Writes them into the folder that it is given.</param>
    public static TokenizerFiles Make(Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("pasta-vocabulary-").FullName;
        try
        {
            write(folder);
            return new TokenizerFiles(folder, isTemporary: true);
        }
        catch
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Copies the files.</summary>
    public void CopyTo(string target)
    {
        foreach (var path in Names.Select(name => Path.Combine(folder, name)).Where(File.Exists).Concat(Directory.EnumerateFiles(folder, "*.model")))
            AtomicFile.Write(Path.Combine(target, Path.GetFileName(path)), stream => stream.Write(File.ReadAllBytes(path)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isTemporary) Directory.Delete(folder, recursive: true);
    }
}
