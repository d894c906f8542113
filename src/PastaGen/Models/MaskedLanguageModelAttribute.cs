namespace PastaGen;

/// <summary>The model predicts the words of a text that are masked. Its head is always the family's own, and shares the word embeddings.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MaskedLanguageModelAttribute : Attribute;
