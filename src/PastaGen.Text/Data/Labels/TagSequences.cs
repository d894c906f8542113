namespace PastaGen.Text.Data;

/// <summary>
/// Tags that mark entities: <c>B-</c> begins one, <c>I-</c> goes on with it, <c>O</c> is outside. In older files (IOB1) <c>I-</c> begins
/// one, too, and <c>B-</c> stands only where an entity follows another of its type. An enum, whose members have no hyphens, spells
/// <c>B-PER</c> as <c>B_PER</c> or <c>BPer</c>.
/// </summary>
public static class TagSequences
{
    /// <summary>The tag of a word that is part of no entity.</summary>
    public const string Outside = "O";

    /// <summary>Whether these tags mark entities: <see cref="Outside"/> is among them, and all others are tags of entities.</summary>
    /// <param name="tags">All tags of a task or of a data set.</param>
    public static bool MarkEntities(IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.Count > 1 && tags.Contains(Outside) && tags.All(tag => tag == Outside || EntityOf(tag) is not null);
    }

    /// <summary>What a tag says of an entity; null where it marks none.</summary>
    /// <param name="tag">The tag, such as <c>B-PER</c>, <c>I_PER</c> or <c>BPer</c>.</param>
    /// <returns>Whether the entity begins at the word, else goes on, and the entity's type.</returns>
    public static (bool Begins, string Type)? EntityOf(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (tag.Length < 3 || tag[0] is not ('B' or 'I')) return null;
        if (IsParted(tag)) return (tag[0] == 'B', tag[2..]);
        // A part of speech such as IN or INTJ goes on in capitals.
        return char.IsUpper(tag[1]) && char.IsLower(tag[2]) ? (tag[0] == 'B', tag[1..]) : null;
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
            var tag = tags[word];
            var entity = EntityOf(tag);
            // No older file spells a tag as BPer, so that a word's own label of that form is not changed.
            begun[word] = entity is { Begins: false } inside && inside.Type != typeBefore && IsParted(tag) ? $"B{tag[1..]}" : tag;
            typeBefore = entity?.Type;
        }
        return begun;
    }

    /// <summary>Both tags of every type that one of these has, and the others, in ordinal order.</summary>
    /// <param name="tags">Tags of a data set.</param>
    public static IEnumerable<string> Completed(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.SelectMany(tag => EntityOf(tag) is null ? (string[])[tag] : [$"B{tag[1..]}", $"I{tag[1..]}"]).Distinct().Order(StringComparer.Ordinal);
    }

    private static bool IsParted(string tag) => tag[1] is '-' or '_';
}
