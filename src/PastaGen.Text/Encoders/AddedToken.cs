namespace PastaGen.Text;

/// <summary>A token that is found in the text as a whole, before the model splits words.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Content">How it is written.</param>
/// <param name="Special">Whether text read as text splits its name like any text.</param>
/// <param name="SingleWord">Whether letters, digits or underscores beside it forbid the match.</param>
/// <param name="StripLeft">Whether it takes the white space before it.</param>
/// <param name="StripRight">Whether it takes the white space after it.</param>
/// <param name="Normalized">Whether it is looked for in the normalized text, in its own normalized form.</param>
internal sealed record AddedToken(
    int Id, string Content, bool Special, bool SingleWord = false, bool StripLeft = false, bool StripRight = false, bool Normalized = false);
