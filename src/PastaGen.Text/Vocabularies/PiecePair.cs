namespace PastaGen.Text.Vocabularies;

/// <summary>Two pieces side by side, by their ids.</summary>
internal readonly record struct PiecePair(int Left, int Right) : IComparable<PiecePair>
{
    /// <inheritdoc/>
    public int CompareTo(PiecePair other) => Left != other.Left ? Left.CompareTo(other.Left) : Right.CompareTo(other.Right);
}
