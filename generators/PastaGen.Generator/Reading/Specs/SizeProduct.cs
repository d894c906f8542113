namespace PastaGen.Generator.Reading.Specs;

/// <summary>A size in the shape of an adaptation's parameter: factors from left to right, in whole numbers.</summary>
/// <param name="Factors">The factors; one at least.</param>
internal sealed record SizeProduct(EquatableArray<SizeFactor> Factors)
{
    /// <summary>One factor alone.</summary>
    public static SizeProduct Of(string name) => new([new(Divides: false, name)]);

    /// <summary>The product that a text spells, such as <c>2 * Layers * Hidden</c>.</summary>
    public static SizeProduct Parse(string text)
    {
        var factors = new List<SizeFactor>();
        var divides = false;
        foreach (var word in text.Replace("*", " * ").Replace("/", " / ").Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "*" or "/") divides = word == "/";
            else factors.Add(new(divides, word));
        }
        return new(factors.ToEquatableArray());
    }

    /// <summary>The product as it is spelt.</summary>
    public override string ToString() =>
        string.Concat(Factors.Select((factor, i) => i == 0 ? factor.Name : $" {(factor.Divides ? '/' : '*')} {factor.Name}"));
}

/// <summary>A factor of a size.</summary>
/// <param name="Divides">Whether what stands before it is divided by it; else it is multiplied.</param>
/// <param name="Name">A whole number, the name of a setting, or that of a <see cref="Specs.Dimension"/>.</param>
internal sealed record SizeFactor(bool Divides, string Name)
{
    /// <summary>The number; null where it is a name.</summary>
    public int? Number => int.TryParse(Name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The named size; null where it is something else.</summary>
    public Dimension? Dimension => Number is null && Enum.TryParse<Dimension>(Name, out var dimension) ? dimension : null;
}
