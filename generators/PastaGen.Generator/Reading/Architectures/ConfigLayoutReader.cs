using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads what an architecture and those that it inherits say of its config.json; the nearest word on a setting or a key holds.</summary>
internal static class ConfigLayoutReader
{
    public static ConfigSpec Read(FoundInterface type)
    {
        var found = type.NearestFirst.SelectMany(each => each.Attributes).ToArray();
        var numbering = found.FirstOrDefault(each => each.Is(LanguageTypes.Positions))?.Data.Member<PositionNumbering>("numbering");
        return new(
            found.Where(each => each.Is(LanguageTypes.ConfigKey)).Select(Key).OfType<ConfigKeySpec>()
                .GroupBy(key => key.Setting).SelectMany(Nearest).ToEquatableArray(),
            found.Where(each => each.Is(LanguageTypes.Requires)).Select(Requirement).OfType<RequirementSpec>()
                .GroupBy(requirement => requirement.Key).SelectMany(Nearest).ToEquatableArray(),
            numbering ?? PositionNumbering.Column);
    }

    // What one interface says twice stays twice, for the checks to see.
    private static IEnumerable<ConfigKeySpec> Nearest(IEnumerable<ConfigKeySpec> keys) => keys.GroupBy(key => key.Anchor.Type).First();

    private static IEnumerable<RequirementSpec> Nearest(IEnumerable<RequirementSpec> requirements) =>
        requirements.GroupBy(requirement => requirement.Anchor.Type).First();

    private static ConfigKeySpec? Key(FoundAttribute attribute) =>
        attribute.Data.Member<ConfigSetting>("setting") is { } setting
            ? new(setting, attribute.Data.Text("key") ?? "", Constant(attribute.Data.Argument("Fallback")), attribute.Anchor)
            : null;

    private static RequirementSpec? Requirement(FoundAttribute attribute) =>
        attribute.Data.Text("key") is { } key && attribute.Data.Argument("values") is { Kind: TypedConstantKind.Array, IsNull: false } values
            ? new(key, values.Values.Select(value => Constant(value)).OfType<ConstantSpec>().ToEquatableArray(), attribute.Anchor)
            : null;

    private static ConstantSpec? Constant(TypedConstant? value) =>
        value is { IsNull: false, Kind: not TypedConstantKind.Array } given ? AttributeReading.ToConstant(given.Value, given.Type) : null;
}
