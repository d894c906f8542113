namespace PastaGen.Text.Data;

/// <summary>One row of a data set.</summary>
/// <param name="Text">The text, or the first of the two; of words given one by one, the words with spaces between them.</param>
/// <param name="Pair">The second text; null where the row has one.</param>
/// <param name="Target">What is to be answered; null where the row does not say it.</param>
/// <param name="LineNumber">The line of the file that the row begins on, from 1.</param>
public sealed record Example(string Text, string? Pair, Target? Target, int LineNumber)
{
    /// <summary>The words, where the file gives them one by one; null where it gives a text.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The words of a text that nobody has split: what white space parts.</summary>
    /// <param name="text">The text.</param>
    public static string[] SplitWords(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A row of words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="tags">A tag for each word; null where the row has none.</param>
    /// <param name="lineNumber">The line of the file that the row begins on, from 1.</param>
    /// <exception cref="ArgumentException">There are not as many tags as words.</exception>
    public static Example OfWords(IReadOnlyList<string> words, IReadOnlyList<string>? tags, int lineNumber)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (tags is not null && tags.Count != words.Count)
            throw new ArgumentException($"expected a tag for each of {words.Count} words, found {tags.Count}", nameof(tags));
        return new Example(string.Join(' ', words), null, tags is null ? null : new TagsTarget(tags), lineNumber) { Words = words };
    }
}
