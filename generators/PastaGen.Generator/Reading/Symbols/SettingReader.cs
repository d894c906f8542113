using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads the settings of an attribute: its properties, each with the constructor parameter that takes it.</summary>
internal static class SettingReader
{
    /// <summary>The settings in the order of the parameters, those without a parameter last.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="anchor">Where it stands.</param>
    /// <param name="root">The language's base of such attributes, whose own properties are no settings.</param>
    /// <param name="parameters">The constructor's parameters for settings.</param>
    public static EquatableArray<SettingSpec> Read(AttributeData attribute, Anchor anchor, string root, IReadOnlyList<IParameterSymbol> parameters)
    {
        var settings = new List<(int Place, SettingSpec Setting)>();
        for (var each = attribute.AttributeClass; each is not null && !each.Is(root); each = each.BaseType)
            foreach (var property in each.GetMembers().OfType<IPropertySymbol>())
                if (property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
                {
                    var place = parameters.ToList().FindIndex(parameter => parameter.Name == Names.CamelCase(property.Name));
                    settings.Add((place < 0 ? int.MaxValue : place, Setting(attribute, anchor, property, place < 0 ? null : parameters[place])));
                }
        return settings.OrderBy(each => each.Place).ThenBy(each => each.Setting.Name, StringComparer.Ordinal).Select(each => each.Setting).ToEquatableArray();
    }

    /// <summary>Parameters that no setting supplies and that have no default.</summary>
    public static EquatableArray<string> Unsupplied(EquatableArray<SettingSpec> settings, IReadOnlyList<IParameterSymbol> parameters) => parameters
        .Where(parameter => !parameter.HasExplicitDefaultValue && settings.All(setting => setting.Parameter != parameter.Name))
        .Select(parameter => parameter.Name).ToEquatableArray();

    private static SettingSpec Setting(AttributeData attribute, Anchor anchor, IPropertySymbol property, IParameterSymbol? parameter)
    {
        var given = attribute.Argument(property.Name);
        return new()
        {
            Name = property.Name,
            Parameter = parameter?.Name,
            Given = given is null ? null : anchor with { Argument = property.Name },
            OpenFallback = property.Attribute(LanguageTypes.Open)?.Data.Argument("fallback") is { Kind: not TypedConstantKind.Array } fallback
                ? AttributeReading.ToConstant(fallback.Value, fallback.Type) : null,
            Divided = property.Attribute(LanguageTypes.Divides)?.Data.SizeProducts("sizes") ?? [],
            IsUnbound = property.Attribute(LanguageTypes.Unbound) is not null,
            Value = given is { Kind: not TypedConstantKind.Array } constant ? AttributeReading.ToConstant(constant.Value, constant.Type)
                : parameter is { HasExplicitDefaultValue: true } ? AttributeReading.ToConstant(parameter.ExplicitDefaultValue, parameter.Type)
                : null,
        };
    }
}
