using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The tokenizer of a backbone that is made, with the content of its files: those of a folder, or of a vocabulary that was trained.</summary>
internal sealed class TokenizerFiles
{
    private static readonly string[] Names =
        ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt"];

    private readonly Dictionary<string, byte[]> contents;

    private TokenizerFiles(string folder)
    {
        Text = TextEncoder.Load(folder);
        contents = NamesIn(folder).ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(folder, name)), StringComparer.Ordinal);
    }

    /// <summary>The tokenizer.</summary>
    public TextEncoder Text { get; }

    /// <summary>Those of a folder.</summary>
    /// <exception cref="BadInputException">It holds no tokenizer that can be read.</exception>
    public static TokenizerFiles Of(string folder) => new(folder);

    /// <summary>Names of a tokenizer's files in a folder, which may be missing.</summary>
    public static IEnumerable<string> NamesIn(string folder) => Directory.Exists(folder)
        ? Names.Where(name => File.Exists(Path.Combine(folder, name))).Concat(Directory.EnumerateFiles(folder, "*.model").Select(path => Path.GetFileName(path)!))
        : [];

    /// <summary>Those that are written into a temporary folder, which is gone when this returns: a run that is killed leaves none.</summary>
    /// <param name="write">Writes them into the folder that it is given.</param>
    public static TokenizerFiles Make(Action<string> write)
    {
        using var scratch = new ScratchFolder("pasta-vocabulary-");
        write(scratch.Path);
        return new TokenizerFiles(scratch.Path);
    }

    /// <summary>Writes the files, and takes away those of another tokenizer, which would be read before them.</summary>
    public void CopyTo(string target)
    {
        foreach (var other in NamesIn(target).Except(contents.Keys, StringComparer.Ordinal).ToArray()) File.Delete(Path.Combine(target, other));
        foreach (var (name, content) in contents) AtomicFile.Write(Path.Combine(target, name), stream => stream.Write(content));
    }
}
