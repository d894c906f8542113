namespace PastaGen;

/// <summary>Trains the head alone; the whole backbone is frozen.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HeadOnlyAttribute : Attribute;
