namespace PastaGen.Modules;

/// <summary>
/// Settings of a config.json that one kind of block alone knows, by their keys. A value of another type, or one that is missing without
/// a fallback, is an error that names file and key.
/// </summary>
public interface IConfigSettings
{
    /// <summary>Whether the file says anything under a key; null says nothing.</summary>
    /// <param name="key">The key.</param>
    bool Has(string key);

    /// <summary>Whether a key stands in the file at all, null behind it or not.</summary>
    /// <param name="key">The key.</param>
    bool Mentions(string key);

    /// <summary>Whether the file says anything but null, false, 0, or an empty text, list or object under a key.</summary>
    /// <param name="key">The key.</param>
    bool IsSet(string key);

    /// <summary>A number.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">The value where the file lacks it; null where it must be there.</param>
    double Number(string key, double? fallback = null);

    /// <summary>A whole number, which may be below 0.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">The value where the file lacks it; null where it must be there.</param>
    int Whole(string key, int? fallback = null);

    /// <summary>A text.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">The value where the file lacks it; null where it must be there.</param>
    string Text(string key, string? fallback = null);

    /// <summary>A truth value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">The value where the file lacks it.</param>
    bool Flag(string key, bool fallback = false);

    /// <summary>Whether a text stands under a key.</summary>
    /// <param name="key">The key.</param>
    bool IsText(string key);

    /// <summary>One of some texts.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="among">The texts; the first is meant where the file lacks the key.</param>
    string Choice(string key, params string[] among);

    /// <summary>An activation, by the name that config.json files have for it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">The activation where the file lacks the key.</param>
    Activation Activation(string key, Activation fallback);

    /// <summary>A list of texts; a single text is a list of the parts between its bars, such as <c>"p2c|c2p"</c>.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The list; empty where the file lacks it.</returns>
    IReadOnlyList<string> Texts(string key);

    /// <summary>The error of a value that a block cannot compute with.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="expected">What is expected, as the end of a sentence.</param>
    Exception Refused(string key, string expected);
}
