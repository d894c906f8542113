namespace PastaGen;

/// <summary>How the tokens of a row are numbered for the table of positions.</summary>
public enum PositionNumbering
{
    /// <summary>By their columns, counted from 0.</summary>
    Column,

    /// <summary>
    /// Those that are not the padding token, by their number among such tokens, counted from one above the padding token's id; padding has
    /// that id itself. The config's number of positions includes those that are so passed over. What counts is the token, never the mask.
    /// </summary>
    AfterPadding,
}
