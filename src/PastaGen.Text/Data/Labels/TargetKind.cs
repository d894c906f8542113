namespace PastaGen.Text.Data;

/// <summary>Kinds of <see cref="Target"/>.</summary>
public enum TargetKind
{
    /// <summary>One of several labels.</summary>
    Class,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Any number of labels.</summary>
    Classes,

    /// <summary>A label for each word.</summary>
    Tags,
}
