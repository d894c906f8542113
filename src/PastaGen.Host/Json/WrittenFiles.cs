namespace PastaGen.Host.Json;

/// <summary>What <c>forward --json</c> writes: the files that now hold the answer.</summary>
internal sealed record WrittenFiles(string Output, string? Gradients);
