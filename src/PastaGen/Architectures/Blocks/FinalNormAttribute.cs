namespace PastaGen;

/// <summary>The norm that ends a stack of layers whose own norms stand at their inputs: <c>Norm(h)</c> after the last layer.</summary>
public sealed class FinalNormAttribute : BlockKindAttribute;
