namespace PastaGen.Text.Data;

/// <summary>How the rows of a data file are written.</summary>
public enum DataFormat
{
    /// <summary>
    /// A row a line, its columns parted by tabs: text and label, or text, pair and label, or columns that the first line names. Quotes are data.
    /// </summary>
    Tabs,

    /// <summary>Columns parted by commas, named by the first row. Fields may be quoted (RFC 4180), and quoted ones may span lines.</summary>
    Commas,

    /// <summary>An object a line: <c>text</c> or <c>sentence</c>, <c>pair</c>, <c>label</c>; for several labels <c>labels</c>, for tagging <c>words</c> and <c>tags</c>.</summary>
    JsonLines,

    /// <summary>One document: an array of rows, or an object of such arrays. A row is an object, as in JSON Lines, or an array of text, pair and label.</summary>
    Json,

    /// <summary>A word a line, its columns parted by tabs or spaces, the word first and the tag last; a blank line ends a sentence.</summary>
    Conll,
}
