namespace PastaGen;

/// <summary>Trains every parameter of the backbone and the head.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FullFineTuningAttribute : Attribute;
