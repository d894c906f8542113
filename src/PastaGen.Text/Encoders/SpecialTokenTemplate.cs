namespace PastaGen.Text;

/// <summary>
/// Which special tokens surround a text or a pair. A template is a list of slots: an inserted token, or the first or second text;
/// each has the token type that it gives.
/// </summary>
internal sealed class SpecialTokenTemplate
{
    private readonly Slot[] single;
    private readonly Slot[] pair;

    public SpecialTokenTemplate(IEnumerable<Slot> single, IEnumerable<Slot> pair)
    {
        this.single = [.. single];
        this.pair = [.. pair];
        InsertedIds = [.. this.single.Concat(this.pair).Where(slot => slot.IsToken).Select(slot => slot.Id).Distinct()];
    }

    /// <summary>The ids that the template can insert.</summary>
    public IReadOnlyList<int> InsertedIds { get; }

    /// <summary>The slots of a row.</summary>
    public ReadOnlySpan<Slot> Slots(bool hasPair) => hasPair ? pair : single;

    /// <summary>How many tokens are inserted into a row.</summary>
    public int Inserted(bool hasPair)
    {
        var count = 0;
        foreach (var slot in Slots(hasPair))
            if (slot.IsToken) count++;
        return count;
    }

    /// <summary>The slots' names, as in <c>[CLS] A [SEP]</c>.</summary>
    public string Describe(bool hasPair) => string.Join(' ', Slots(hasPair).ToArray().Select(slot => slot.Name));

    /// <summary>BERT's: <c>[CLS] A [SEP]</c> and <c>[CLS] A [SEP] B [SEP]</c>, where the second text and what follows are of type 1.</summary>
    public static SpecialTokenTemplate Bert(Slot first, Slot separator) => new(
        [first, Slot.First, separator],
        [first, Slot.First, separator, Slot.Second(1), separator with { TypeId = 1 }]);

    /// <summary>RoBERTa's: <c>&lt;s> A &lt;/s></c> and <c>&lt;s> A &lt;/s> &lt;/s> B &lt;/s></c>, all of type 0.</summary>
    public static SpecialTokenTemplate Roberta(Slot first, Slot separator) => new(
        [first, Slot.First, separator],
        [first, Slot.First, separator, separator, Slot.Second(0), separator]);

    /// <summary>Nothing is inserted; the second text is of type 1.</summary>
    public static SpecialTokenTemplate Bare { get; } = new([Slot.First], [Slot.First, Slot.Second(1)]);

    /// <summary>One place of a template. Id is -1 for a text; TextIndex 0 is the first text, 1 the second.</summary>
    internal readonly record struct Slot(string Name, int Id, int TypeId, int TextIndex)
    {
        /// <summary>The first text, of type 0.</summary>
        public static Slot First { get; } = Text(0, 0);

        /// <summary>Whether a token is inserted here; else a text stands here.</summary>
        public bool IsToken => Id >= 0;

        /// <summary>The second text, of the given type.</summary>
        public static Slot Second(int typeId) => Text(1, typeId);

        /// <summary>A text's place.</summary>
        public static Slot Text(int index, int typeId) => new(index == 0 ? "A" : "B", -1, typeId, index);

        /// <summary>An inserted token's place, of type 0.</summary>
        public static Slot Token(string name, int id, int typeId = 0) => new(name, id, typeId, -1);
    }
}
