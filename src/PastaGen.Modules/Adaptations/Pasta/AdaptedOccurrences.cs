namespace PastaGen;

/// <summary>Which of a row's special tokens are adapted.</summary>
public enum AdaptedOccurrences
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>The first alone, <c>[CLS]</c> or <c>&lt;s&gt;</c>.</summary>
    First,

    /// <summary>Every one behind the first.</summary>
    AllButFirst,
}
