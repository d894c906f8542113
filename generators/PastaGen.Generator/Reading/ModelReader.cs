using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads a model class off its symbol.</summary>
internal static class ModelReader
{
    /// <summary>What the class declares; null where it carries no model attribute whose architecture is an interface.</summary>
    public static ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation) => Read(type, withStages: true, cancellation);

    /// <summary>The same without its stages, which may name it in turn.</summary>
    public static ModelSpec? ReadAlone(INamedTypeSymbol type, CancellationToken cancellation) => Read(type, withStages: false, cancellation);

    private static ModelSpec? Read(INamedTypeSymbol type, bool withStages, CancellationToken cancellation)
    {
        if (type.Attribute(LanguageTypes.Model) is not var (model, index)
            || model.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol { TypeKind: TypeKind.Interface } architecture)
            return null;
        var declaration = DeclarationReader.Read(type, cancellation);
        var attributes = FoundAttribute.Of(type, new(declaration.MetadataName));
        return new()
        {
            Declaration = declaration,
            Anchor = new(declaration.MetadataName, Attribute: index),
            Architecture = ArchitectureReader.Read(architecture, cancellation),
            Compiles = attributes.All(each => Exists(each.Data.AttributeClass)),
            Size = Size(model),
            Config = model.Text("Config"),
            Methods = attributes.Select(Method).OfType<MethodSpec>().ToEquatableArray(),
            Adaptations = attributes.Select(each => AdaptationReader.Read(each.Data, each.Anchor)).OfType<AdaptationSpec>().ToEquatableArray(),
            Overrides = attributes.Select(Override).OfType<OverrideSpec>().ToEquatableArray(),
            Stages = withStages ? attributes.Select(each => StageReader.Read(each, cancellation)).OfType<StageSpec>().ToEquatableArray() : [],
            Heads = attributes.Select(Head).OfType<HeadSpec>().ToEquatableArray(),
        };
    }

    private static bool Exists(INamedTypeSymbol? type) =>
        type is { TypeKind: not TypeKind.Error } && type.TypeArguments.All(argument => argument.TypeKind != TypeKind.Error);

    private static MethodSpec? Method(FoundAttribute attribute) =>
        attribute.Is(LanguageTypes.FullFineTuning) ? new("FullFineTuning", TrainsBackbone: true, attribute.Anchor)
        : attribute.Is(LanguageTypes.HeadOnly) ? new("HeadOnly", TrainsBackbone: false, attribute.Anchor)
        : null;

    private static HeadSpec? Head(FoundAttribute attribute)
    {
        var type = attribute.Data.AttributeClass;
        foreach (var kind in HeadKinds.All)
        {
            if (type.Is(kind.ModelAttribute)) return new(kind, null, attribute.Anchor, kind.Learns ? null : Features(attribute.Data));
            if (type.Is(kind.ModelAttributeOfLabels) && type!.TypeArguments[0] is INamedTypeSymbol { TypeKind: TypeKind.Enum } labels)
                return new(kind, Labels(labels), attribute.Anchor);
        }
        return null;
    }

    private static FeaturesSpec Features(AttributeData data) =>
        new(data.Member<Pooling>("pooling") ?? Pooling.Mean, data.Truth("Normalize") ?? true);

    private static LabelsSpec Labels(INamedTypeSymbol type) => new(
        type.ToSpec(),
        type.IsPublicEverywhere(),
        type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .Select(field => new LabelSpec(field.Name, Value(field.ConstantValue!)))
            .ToEquatableArray());

    // A value beyond every count stays beyond it: only that it is no label's number matters.
    private static long Value(object constant) =>
        constant is ulong number ? (long)Math.Min(number, long.MaxValue) : Convert.ToInt64(constant, CultureInfo.InvariantCulture);

    private static OverrideSpec? Override(FoundAttribute attribute)
    {
        var type = attribute.Data.AttributeClass;
        var trains = type.Is(LanguageTypes.TrainedOf);
        if ((!trains && !type.Is(LanguageTypes.FrozenOf)) || type!.TypeArguments[0] is not INamedTypeSymbol block) return null;
        return new()
        {
            Anchor = attribute.Anchor,
            Trains = trains,
            Block = block.ToSpec(),
            Members = attribute.Data.Argument("members") is { Kind: TypedConstantKind.Array, IsNull: false } members
                ? members.Values.Select(value => value.Value as string ?? "").ToEquatableArray()
                : [],
            FirstLayer = attribute.Data.Number("FirstLayer"),
            LastLayer = attribute.Data.Number("LastLayer"),
        };
    }

    private static SizeSpec? Size(AttributeData model)
    {
        if (model.Argument("Size") is not { IsNull: false } size) return null;
        if (size is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } value }) return new(size.ToCSharpString(), null);
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return new(member?.Name ?? Convert.ToString(value, CultureInfo.InvariantCulture), member is null ? null : Sizes(member));
    }

    private static Sizes? Sizes(IFieldSymbol member)
    {
        if (member.Attribute(LanguageTypes.Preset)?.Data is not { } preset) return null;
        return preset.Number("HiddenSize") is { } hidden && preset.Number("LayerCount") is { } layers && preset.Number("HeadCount") is { } heads
            && preset.Number("IntermediateSize") is { } intermediate && preset.Number("VocabularySize") is { } vocabulary
            && preset.Number("PositionCount") is { } positions
            ? new()
            {
                HiddenSize = hidden,
                LayerCount = layers,
                HeadCount = heads,
                IntermediateSize = intermediate,
                VocabularySize = vocabulary,
                PositionCount = positions,
                TokenTypeCount = preset.Number("TokenTypeCount") ?? 0,
                EmbeddingSize = preset.Number("EmbeddingSize"),
                LayerGroupCount = preset.Number("LayerGroupCount"),
            }
            : null;
    }
}
