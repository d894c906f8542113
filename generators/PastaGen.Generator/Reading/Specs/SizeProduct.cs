namespace PastaGen.Generator.Reading.Specs;

/// <summary>A size in the shape of an adaptation's parameter: factors from left to right, in whole numbers.</summary>
/// <param name="Factors">The factors; one at least.</param>
internal sealed record SizeProduct(EquatableArray<SizeFactor> Factors)
{
    /// <summary>Choices of the attribute under each of which the size is 1.</summary>
    public EquatableArray<string> Unless { get; init; } = [];

    /// <summary>One factor alone.</summary>
    public static SizeProduct Of(string name) => new([new(Divides: false, name)]);

    /// <summary>The product that a text spells, such as <c>2 * Layers * Hidden</c> or <c>Length - WithoutFirst unless Shared or Mode.One</c>.</summary>
    public static SizeProduct Parse(string text)
    {
        var (factors, unless) = (new List<SizeFactor>(), new List<string>());
        var (divides, subtracts, isCondition) = (false, false, false);
        foreach (var word in text.Replace("*", " * ").Replace("/", " / ").Replace("-", " - ").Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "*" or "/") divides = word == "/";
            else if (word is "unless" or "or") isCondition = true;
            else if (isCondition) unless.Add(word);
            else if (word == "-" && factors.Count > 0) subtracts = true;
            else if (subtracts) (factors[factors.Count - 1], subtracts) = (factors[factors.Count - 1] with { LessOneIf = word }, false);
            else factors.Add(new(divides, word));
        }
        return new(factors.ToEquatableArray()) { Unless = unless.ToEquatableArray() };
    }

    /// <summary>The product as it is spelt.</summary>
    public override string ToString() =>
        string.Concat(Factors.Select((factor, i) => $"{(i == 0 ? "" : factor.Divides ? " / " : " * ")}{factor.Name}{(factor.Less > 0 ? FormattableString.Invariant($" - {factor.Less}") : "")}"));
}

/// <summary>A factor of a size.</summary>
/// <param name="Divides">Whether what stands before it is divided by it; else it is multiplied.</param>
/// <param name="Name">A whole number, the name of a setting, or that of a <see cref="Specs.Dimension"/>.</param>
internal sealed record SizeFactor(bool Divides, string Name)
{
    /// <summary>The choice of the attribute under which it is one less; null where it always is what it says.</summary>
    public string? LessOneIf { get; init; }

    /// <summary>What is subtracted from what it names.</summary>
    public int Less { get; init; }

    /// <summary>The number; null where it is a name.</summary>
    public int? Number => int.TryParse(Name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The named size; null where it is something else.</summary>
    public Dimension? Dimension => Number is null && Enum.TryParse<Dimension>(Name, out var dimension) ? dimension : null;
}
