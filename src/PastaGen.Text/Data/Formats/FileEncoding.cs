namespace PastaGen.Text.Data;

/// <summary>How a file's bytes are read as characters.</summary>
public enum FileEncoding
{
    /// <summary>UTF-8, with or without a byte order mark, or UTF-16 with one. Bytes that are neither are an error.</summary>
    Utf8,

    /// <summary>Latin-1 (ISO 8859-1): a character a byte.</summary>
    Latin1,
}
