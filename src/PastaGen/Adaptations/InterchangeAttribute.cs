namespace PastaGen;

/// <summary>On an adaptation's attribute: how the Python PEFT library's files hold it.</summary>
/// <typeparam name="TFormat">The class that says so, which needs no arguments to be made.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InterchangeAttribute<TFormat> : Attribute
    where TFormat : class, new();
