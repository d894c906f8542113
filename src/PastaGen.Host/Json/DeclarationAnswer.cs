namespace PastaGen.Host.Json;

/// <summary>What <c>convert --declare --json</c> writes.</summary>
internal sealed record DeclarationAnswer(string Declaration);
