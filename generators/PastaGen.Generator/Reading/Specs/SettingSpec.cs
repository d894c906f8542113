namespace PastaGen.Generator.Reading.Specs;

/// <summary>A setting of an adaptation.</summary>
internal sealed record SettingSpec
{
    /// <summary>The attribute's property.</summary>
    public required string Name { get; init; }

    /// <summary>The constructor parameter that takes it; null where there is none.</summary>
    public required string? Parameter { get; init; }

    /// <summary>Where the model's attribute names it; null where it does not.</summary>
    public required Anchor? Given { get; init; }

    /// <summary>The fallback of an open setting; null for others.</summary>
    public required ConstantSpec? OpenFallback { get; init; }

    /// <summary>Whether a delta fits models that differ in it.</summary>
    public required bool IsUnbound { get; init; }

    /// <summary>The sizes that it must divide without a rest.</summary>
    public required EquatableArray<SizeProduct> Divided { get; init; }

    /// <summary>The value: given, else the parameter's default; null where there is neither.</summary>
    public required ConstantSpec? Value { get; init; }
}

/// <summary>A compile-time value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A number or truth value in invariant spelling, a text's characters, or the names of an enum's members, by " | " where they are flags.</param>
/// <param name="Enum">The enum; null for other kinds.</param>
internal sealed record ConstantSpec(ConstantKind Kind, string Text, TypeSpec? Enum);

/// <summary>What a compile-time value is.</summary>
internal enum ConstantKind
{
    Integer,
    Real,
    Single,
    Boolean,
    Text,
    EnumMember,
    Null,
}
