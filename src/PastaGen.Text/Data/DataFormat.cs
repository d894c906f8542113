namespace PastaGen.Text.Data;

/// <summary>How the rows of a data file are written. Tabs part columns; quotes are data.</summary>
public enum DataFormat
{
    /// <summary>GLUE's SST-2: a header <c>sentence, label</c> (or <c>index, sentence</c> in its test file), then rows.</summary>
    Sst2,

    /// <summary>Two columns: text, label. A first line that reads <c>text, label</c> or <c>sentence, label</c> is a header.</summary>
    TextLabel,

    /// <summary>Three columns: text, pair, label. A first line that reads <c>text, pair, label</c> is a header.</summary>
    PairLabel,

    /// <summary>An object a line: <c>text</c> or <c>sentence</c>, <c>pair</c>, <c>label</c> (string or number); null means absent.</summary>
    JsonLines,
}
