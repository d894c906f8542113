using System.Buffers;
using System.Text;

namespace PastaGen.Text.Corpora;

/// <summary>
/// One document in passages. Sentences go into a passage as long as they fit. One that is longer than a passage is parted into its words,
/// and a word that is longer still into halves, each of which begins a passage, since its tokens are those of a word of its own.
/// </summary>
internal sealed class DocumentPassages
{
    private readonly TextEncoder encoder;
    private readonly int maxTokens;
    private readonly StringBuilder passage = new();
    private readonly ArrayBufferWriter<byte> texts = new();
    private int passageStart;

    private DocumentPassages(TextEncoder encoder, int maxTokens) => (this.encoder, this.maxTokens) = (encoder, maxTokens);

    /// <summary>All tokens.</summary>
    public List<int> Tokens { get; } = [];

    /// <summary>Which of the tokens begin a word.</summary>
    public List<bool> WordStarts { get; } = [];

    /// <summary>Where each passage ends among the tokens, and its text among the bytes of <see cref="Texts"/>.</summary>
    public List<(int Token, int Byte)> Ends { get; } = [];

    /// <summary>The passages' texts in UTF-8, without anything between them.</summary>
    public byte[] Texts { get; private set; } = [];

    /// <summary>The passages of a document.</summary>
    public static DocumentPassages Of(Document document, TextEncoder encoder, int maxTokens, CancellationToken cancellation)
    {
        var passages = new DocumentPassages(encoder, maxTokens);
        foreach (var paragraph in document.Paragraphs)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (start, length) in Sentences.Split(paragraph)) passages.Add(paragraph.Substring(start, length));
        }
        passages.Close();
        passages.Texts = passages.texts.WrittenSpan.ToArray();
        return passages;
    }

    private bool IsEmpty => Tokens.Count == passageStart;

    private void Add(string part)
    {
        var ids = encoder.IdsOfPart(part, IsEmpty);
        if (ids.Count == 0) return;
        if (!IsEmpty && Tokens.Count - passageStart + ids.Count > maxTokens)
        {
            Close();
            if (encoder.SpacesAreInTokens) ids = encoder.IdsOfPart(part, isFirst: true);
        }
        if (ids.Count <= maxTokens)
        {
            Append(part, ids);
            return;
        }
        var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1)
            foreach (var word in words) Add(word);
        else if (Middle(part) is > 0 and var middle)
        {
            Add(part[..middle]);
            Close();
            Add(part[middle..]);
        }
        else Append(part, ids[..maxTokens]);
    }

    private void Append(string part, List<int> ids)
    {
        if (!IsEmpty) passage.Append(' ');
        passage.Append(part);
        Tokens.AddRange(ids);
        WordStarts.Add(true);
        foreach (var id in ids.Skip(1)) WordStarts.Add(encoder.Kinds.BeginsWord(id));
    }

    private void Close()
    {
        if (IsEmpty) return;
        passageStart = Tokens.Count;
        System.Text.Encoding.UTF8.GetBytes(passage.ToString(), texts);
        passage.Clear();
        Ends.Add((Tokens.Count, texts.WrittenCount));
    }

    // 0 where there is nothing to part.
    private static int Middle(string part)
    {
        var middle = part.Length / 2;
        if (middle > 0 && char.IsLowSurrogate(part[middle]) && char.IsHighSurrogate(part[middle - 1])) middle--;
        return middle;
    }
}
