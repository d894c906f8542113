namespace PastaGen.Host.Json;

/// <summary>What <c>merge --json</c> writes.</summary>
internal sealed record MergedFolder(string Output, int Weights, long Bytes, double LargestDifference, double LargestAnswer);
