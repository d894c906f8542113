using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The tokenizer of a backbone that is made, as files: those of a folder, or a vocabulary that was trained and lies in a temporary one.</summary>
internal sealed class TokenizerFiles : IDisposable
{
    private static readonly string[] Names =
        ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt"];

    private readonly string folder;
    private readonly ScratchFolder? scratch;

    private TokenizerFiles(string folder, ScratchFolder? scratch)
    {
        (this.folder, this.scratch) = (folder, scratch);
        Text = TextEncoder.Load(folder);
    }

    /// <summary>The tokenizer.</summary>
    public TextEncoder Text { get; }

    /// <summary>Those of a folder.</summary>
    /// <exception cref="BadInputException">It holds no tokenizer that can be read.</exception>
    public static TokenizerFiles Of(string folder) => new(folder, scratch: null);

    /// <summary>Those that are written into a temporary folder, which goes with this.</summary>
    /// <param name="write">Writes them into the folder that it is given.</param>
    public static TokenizerFiles Make(Action<string> write)
    {
        var scratch = new ScratchFolder("pasta-vocabulary-");
        try
        {
            write(scratch.Path);
            return new TokenizerFiles(scratch.Path, scratch);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>Copies the files, and takes away those of another tokenizer, which would be read before them.</summary>
    public void CopyTo(string target)
    {
        string[] files = [.. In(folder)];
        foreach (var other in In(target).Except(files, StringComparer.Ordinal).ToArray()) File.Delete(Path.Combine(target, other));
        foreach (var file in files)
            AtomicFile.Write(Path.Combine(target, file), stream => stream.Write(File.ReadAllBytes(Path.Combine(folder, file))));
    }

    private static IEnumerable<string> In(string folder) =>
        Names.Where(name => File.Exists(Path.Combine(folder, name))).Concat(Directory.EnumerateFiles(folder, "*.model").Select(path => Path.GetFileName(path)!));

    /// <inheritdoc/>
    public void Dispose() => scratch?.Dispose();
}
