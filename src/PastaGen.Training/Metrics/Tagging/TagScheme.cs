using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>
/// The entities that a label set's tags mark, and their types, as <see cref="TagSequences"/> reads tags: <c>B-PER</c> or an enum's
/// <c>BPer</c> begins a person, <c>I-PER</c> goes on with it, <c>O</c> is outside.
/// </summary>
public sealed class TagScheme
{
    private readonly (char Mark, int Type)[] tags;

    /// <summary>The scheme of a label set.</summary>
    /// <param name="labels">The tags in id order.</param>
    public TagScheme(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        MarksEntities = TagSequences.MarkEntities(labels);
        Types = [.. labels.Select(label => TagSequences.EntityOf(label)?.Type).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var places = Types.Index().ToDictionary(type => type.Item, type => type.Index);
        tags = [.. labels.Select(label => TagSequences.EntityOf(label) is var (begins, type) ? (begins ? 'B' : 'I', places[type]) : ('O', -1))];
    }

    /// <summary>Whether all tags mark entities; else they are labels of words, such as parts of speech.</summary>
    public bool MarksEntities { get; }

    /// <summary>The types of entities, in ordinal order.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>
    /// The entities of a sentence as seqeval finds them by default: a tag of another type begins one, too, and so does <c>I-</c> after
    /// <c>O</c>.
    /// </summary>
    /// <param name="sentence">Tag ids, in the order of the words.</param>
    /// <returns>Type, first word and the word after the last.</returns>
    public IEnumerable<(int Type, int Begin, int End)> Entities(IReadOnlyList<int> sentence) => Entities(sentence, strict: false);

    /// <summary>The entities of a sentence as seqeval finds them in strict IOB2: each begins with <c>B-</c>, and what does not is none.</summary>
    /// <param name="sentence">Tag ids, in the order of the words.</param>
    /// <returns>Type, first word and the word after the last.</returns>
    public IEnumerable<(int Type, int Begin, int End)> StrictEntities(IReadOnlyList<int> sentence) => Entities(sentence, strict: true);

    private IEnumerable<(int Type, int Begin, int End)> Entities(IReadOnlyList<int> sentence, bool strict)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var (open, begin) = (-1, 0);
        for (var word = 0; word < sentence.Count; word++)
        {
            var (mark, type) = tags[sentence[word]];
            var goesOn = mark == 'I' && type == open;
            if (goesOn) continue;
            if (open >= 0) yield return (open, begin, word);
            (open, begin) = (mark == 'B' || (mark == 'I' && !strict) ? type : -1, word);
        }
        if (open >= 0) yield return (open, begin, sentence.Count);
    }
}
