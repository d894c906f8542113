using System.Globalization;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Settles what a model's declaration decides of an adaptation's shapes: choices that it pins, and the layers in which one module lives.</summary>
internal static class AdaptedShapes
{
    /// <summary>A shape without choices.</summary>
    /// <param name="shape">The shape as the module states it.</param>
    /// <param name="adaptation">The adaptation.</param>
    /// <param name="layers">The layers in which it lives.</param>
    public static EquatableArray<SizeProduct> Settle(EquatableArray<SizeProduct> shape, AdaptationSpec adaptation, LayerRange layers) =>
        shape.Select(size => size.Unless.Any(choice => Holds(choice, adaptation)) ? SizeProduct.Of("1")
            : new(size.Factors.Select(factor => Settle(factor, adaptation, layers)).ToEquatableArray())).ToEquatableArray();

    /// <summary>
    /// Whether a choice is one that a declaration decides: a truth value, or a member of an enum's setting behind a dot, that is not open. What another
    /// attribute of the same module has no setting for is not chosen.
    /// </summary>
    public static bool IsChoice(string choice, AdaptationSpec adaptation) =>
        Setting(choice, adaptation) is not { } setting || ((setting.OpenFallback is null || setting.Given is not null)
        && setting.Value?.Kind == (choice.Contains('.') ? ConstantKind.EnumMember : ConstantKind.Boolean));

    private static SizeFactor Settle(SizeFactor factor, AdaptationSpec adaptation, LayerRange layers)
    {
        var less = factor.LessOneIf is { } choice && Holds(choice, adaptation) ? 1 : 0;
        var settled = factor with { LessOneIf = null, Less = less };
        if (factor.Name != nameof(Dimension.Layers) || layers == LayerRange.All || adaptation.Module!.IsPlaced) return settled;
        return layers.Last is { } last ? settled with { Name = (last - layers.First + 1).ToString(CultureInfo.InvariantCulture) } : settled with { Less = less + layers.First };
    }

    private static bool Holds(string choice, AdaptationSpec adaptation) =>
        Setting(choice, adaptation)?.Value?.Text == (choice.Contains('.') ? choice.Substring(choice.IndexOf('.') + 1) : "true");

    private static SettingSpec? Setting(string choice, AdaptationSpec adaptation) =>
        adaptation.Settings.FirstOrDefault(setting => setting.Name == choice.Split('.')[0]);
}
