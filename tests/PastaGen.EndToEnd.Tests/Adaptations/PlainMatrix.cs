namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Products over plain arrays, for the formulas of adaptations.</summary>
internal static class PlainMatrix
{
    /// <summary>The product of a matrix, row by row in one array, with a vector.</summary>
    public static double[] Times(double[] matrix, double[] vector) =>
        [.. Enumerable.Range(0, matrix.Length / vector.Length).Select(row => vector.Select((value, column) => matrix[(row * vector.Length) + column] * value).Sum())];
}
