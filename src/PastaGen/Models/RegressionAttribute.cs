namespace PastaGen;

/// <summary>The model gives whole texts, or pairs of them, a number. Its head has one answer and learns by the squared error.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RegressionAttribute : Attribute;
