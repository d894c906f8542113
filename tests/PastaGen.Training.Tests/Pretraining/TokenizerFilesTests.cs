namespace PastaGen.Training.Tests;

public sealed class TokenizerFilesTests : IDisposable
{
    private readonly TemporaryFolder target = new();

    public void Dispose() => target.Dispose();

    [Fact]
    public void A_trained_vocabulary_leaves_no_temporary_folder_and_is_written_from_memory()
    {
        string? folder = null;
        var files = TokenizerFiles.Make(made => Write(folder = made));
        Assert.False(Directory.Exists(folder));
        Assert.Equal(6, files.Text.VocabularySize);
        // What another tokenizer left would be read before it.
        target.Write("tokenizer.json", "{}");
        files.CopyTo(target.Path);
        Assert.Equal(["vocab.txt"], Directory.GetFiles(target.Path).Select(Path.GetFileName));
        Assert.Equal(files.Text.Digest, TokenizerFiles.Of(target.Path).Text.Digest);
    }

    [Fact]
    public void What_cannot_be_written_leaves_no_temporary_folder_either()
    {
        string? folder = null;
        Assert.Throws<IOException>(() => TokenizerFiles.Make(made =>
        {
            Write(folder = made);
            throw new IOException("full");
        }));
        Assert.False(Directory.Exists(folder));
    }

    private static void Write(string folder) => File.WriteAllText(Path.Combine(folder, "vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
}
