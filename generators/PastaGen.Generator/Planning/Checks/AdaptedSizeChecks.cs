using System.Globalization;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether the sizes of what adaptations train come out, as far as a declaration pins them.</summary>
internal static class AdaptedSizeChecks
{
    /// <summary>Complains once at most of each adaptation.</summary>
    /// <param name="model">What the class declares.</param>
    /// <param name="adaptations">Its adaptations as planned.</param>
    /// <param name="sizes">The encoder's sizes; null where they are open.</param>
    public static IEnumerable<Complaint> Check(ModelSpec model, EquatableArray<AdaptationPlan> adaptations, Sizes? sizes)
    {
        foreach (var plan in adaptations)
        {
            var adaptation = model.Adaptations.First(each => each.Id == plan.Id);
            if ((Divided(adaptation, plan, sizes) ?? Emptied(plan, sizes)) is not var (mistake, names)) continue;
            var given = adaptation.Settings.FirstOrDefault(setting => setting.Given is not null && names.Contains(setting.Name))?.Given;
            yield return new(ComplaintIds.UnfitSetting, given ?? adaptation.Anchor, [adaptation.Name, mistake, string.Join(" or ", names)]);
        }
    }

    private static (string Mistake, IReadOnlyList<string> Settings)? Divided(AdaptationSpec adaptation, AdaptationPlan plan, Sizes? sizes)
    {
        foreach (var setting in adaptation.Settings)
            foreach (var (size, at) in AdaptedShapes.Settle(setting.Divided, adaptation, plan.Layers).SelectMany(size => Places(plan).Select(at => (size, at))))
                if (plan.Setting(setting.Name) is { Value: { Kind: ConstantKind.Integer, Text: var text } } && long.Parse(text, CultureInfo.InvariantCulture) is > 0 and var divisor
                    && Count(size, plan, at, sizes) is { } count && count % divisor != 0)
                    return (FormattableString.Invariant($"{setting.Name} is {divisor} and must divide {size}, which is {count}"), [setting.Name]);
        return null;
    }

    private static (string Mistake, IReadOnlyList<string> Settings)? Emptied(AdaptationPlan plan, Sizes? sizes)
    {
        foreach (var parameter in plan.Parameters.Where(parameter => plan.Has(parameter) != false))
            foreach (var (size, at) in parameter.Shape.SelectMany(size => Places(plan).Select(at => (size, at))))
                if (Count(size, plan, at, sizes) is < 1 and var count)
                    return (
                        $"{size} of '{parameter.Property}' is {string.Concat(size.Factors.Select((factor, i) => Value(factor, i, plan, at, sizes)))}, which leaves nothing",
                        [.. size.Factors.Select(factor => factor.Name).Where(name => plan.Setting(name) is not null)]);
        return null;
    }

    private static IEnumerable<Insertion?> Places(AdaptationPlan plan) => plan.IsPlaced ? plan.Insertions.Where<Insertion?>(at => plan.Sites.Contains(at!.Site)) : [null];

    // Null where a setting or a size of the encoder is open.
    private static long? Count(SizeProduct size, AdaptationPlan plan, Insertion? at, Sizes? sizes)
    {
        if (AdaptedSizes.IsOpen(size, plan)) return null;
        foreach (var factor in size.Factors)
            if (plan.Setting(factor.Name) is null && factor.Dimension is { } dimension
                && (sizes is null || AdaptedSizes.Extent(dimension, at) is { Method: not null } or { Dimension: Dimension.Labels }))
                return null;
        return AdaptedSizes.Count(size, plan, at, extent => extent.Times * TotalsPlanner.Size(extent.Dimension, sizes!, labels: 0));
    }

    private static string Value(SizeFactor factor, int place, AdaptationPlan plan, Insertion? at, Sizes? sizes)
    {
        var value = Count(new([factor with { Divides = false, Less = 0 }]), plan, at, sizes)!.Value.ToString(CultureInfo.InvariantCulture);
        return $"{(place == 0 ? "" : factor.Divides ? " / " : " * ")}{value}{(factor.Less > 0 ? FormattableString.Invariant($" - {factor.Less}") : "")}";
    }
}
