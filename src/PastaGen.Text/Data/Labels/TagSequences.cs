namespace PastaGen.Text.Data;

/// <summary>
/// Tags that mark entities: <c>B-</c> begins one, <c>I-</c> goes on with it, <c>O</c> is outside. In older files (IOB1) <c>I-</c> begins
/// one, too, and <c>B-</c> stands only where an entity follows another of its type.
/// </summary>
public static class TagSequences
{
    /// <summary>The tag of a word that is part of no entity.</summary>
    public const string Outside = "O";

    /// <summary>Whether all of these are tags that mark entities.</summary>
    /// <param name="tags">The tags.</param>
    public static bool MarkEntities(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var entity = false;
        foreach (var tag in tags)
        {
            if (tag == Outside) continue;
            if (TypeOf(tag) is null) return false;
            entity = true;
        }
        return entity;
    }

    /// <summary>The same entities with <c>B-</c> at the beginning of each. Tags that mark no entity are left as they are.</summary>
    /// <param name="tags">One sentence's tags.</param>
    public static string[] Begun(IReadOnlyList<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var begun = new string[tags.Count];
        string? typeBefore = null;
        for (var word = 0; word < begun.Length; word++)
        {
            var (tag, type) = (tags[word], TypeOf(tags[word]));
            begun[word] = type is not null && tag[0] == 'I' && type != typeBefore ? $"B-{type}" : tag;
            typeBefore = type;
        }
        return begun;
    }

    /// <summary>Both tags of every type that one of these has, and the others, in ordinal order.</summary>
    /// <param name="tags">Tags of a data set.</param>
    public static IEnumerable<string> Completed(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.SelectMany(tag => TypeOf(tag) is { } type ? (string[])[$"B-{type}", $"I-{type}"] : [tag]).Distinct().Order(StringComparer.Ordinal);
    }

    private static string? TypeOf(string tag) => tag.Length > 2 && tag[0] is 'B' or 'I' && tag[1] == '-' ? tag[2..] : null;
}
