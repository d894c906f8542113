namespace PastaGen;

/// <summary>
/// On a setting of an adaptation's attribute that decides neither what trained numbers mean nor where they stand, such as a dropout: no delta is bound to
/// it, so that one fits models that differ in it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnboundAttribute : Attribute;
