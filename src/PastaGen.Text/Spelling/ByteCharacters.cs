namespace PastaGen.Text;

/// <summary>
/// The characters that byte-level vocabularies write bytes with: a printable character of Latin-1 stands for its own byte, and the
/// characters from U+0100 on for the other bytes, in order (as in the released code of Radford et al., "Language Models are
/// Unsupervised Multitask Learners", 2019).
/// </summary>
internal static class ByteCharacters
{
    private static readonly char[] Characters = Load();
    private static readonly Dictionary<char, byte> Bytes = Characters.Select((character, value) => (character, value)).ToDictionary(entry => entry.character, entry => (byte)entry.value);

    /// <summary>The character of a space.</summary>
    public const char Space = '\u0120';

    /// <summary>The character of a byte.</summary>
    public static char Of(byte value) => Characters[value];

    /// <summary>The byte that a character stands for; null where it stands for none.</summary>
    public static byte? ByteOf(char character) => Bytes.TryGetValue(character, out var value) ? value : null;

    private static char[] Load()
    {
        var characters = new char[256];
        var next = '\u0100';
        for (var value = 0; value < characters.Length; value++)
            characters[value] = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : next++;
        return characters;
    }
}
