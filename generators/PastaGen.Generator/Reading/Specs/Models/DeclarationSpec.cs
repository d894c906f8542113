namespace PastaGen.Generator.Reading.Specs;

/// <summary>The model class as a declaration: what its other half must repeat, and what forbids one.</summary>
internal sealed record DeclarationSpec
{
    /// <summary>Its namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its full metadata name, containing types included.</summary>
    public required string MetadataName { get; init; }

    /// <summary>The types around it, outermost first.</summary>
    public required EquatableArray<ContainingTypeSpec> ContainingTypes { get; init; }

    /// <summary>Whether other assemblies see it.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Whether the rest of its assembly sees it.</summary>
    public required bool IsVisibleInAssembly { get; init; }

    /// <summary>Whether it is declared partial.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>What forbids an emitted half, such as <c>generic</c>; null where nothing does.</summary>
    public required string? Obstacle { get; init; }

    /// <summary>Its name, qualified from the root.</summary>
    public string FullName => "global::" + MetadataName.Replace('+', '.');

    /// <summary>The namespace of all that is emitted for the model but its other half.</summary>
    public string EmittedNamespace => EmittedNamespaceOf(Namespace, ContainingTypes.Select(type => type.Name), Name);

    /// <summary>The namespace of all that is emitted for a model but its other half.</summary>
    public static string EmittedNamespaceOf(string @namespace, IEnumerable<string> containingTypes, string name) =>
        string.Join(".", new[] { @namespace, "Emitted" }.Concat(containingTypes).Append(name).Where(part => part.Length > 0));
}

/// <summary>A type around a model class.</summary>
/// <param name="Keyword">Its keyword: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="MetadataName">Its full metadata name.</param>
/// <param name="IsPartial">Whether it is declared partial.</param>
internal sealed record ContainingTypeSpec(string Keyword, string Name, string MetadataName, bool IsPartial);
