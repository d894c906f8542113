namespace PastaGen;

/// <summary>A linear, an embedding or a norm of a block: which part it plays there, and what it is called in a checkpoint.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WeightsAttribute : Attribute
{
    /// <summary>Weights that play a part which many kinds of blocks have.</summary>
    /// <param name="role">The part that they play in the block's data flow.</param>
    /// <param name="name">Their own part of the checkpoint name, without <c>.weight</c> and <c>.bias</c>.</param>
    public WeightsAttribute(Role role, string name) : this(role.ToString(), name)
    {
    }

    /// <summary>Weights that play a part which their kind of block alone has.</summary>
    /// <param name="role">The part's name: see <see cref="PartAttribute"/>.</param>
    /// <param name="name">Their own part of the checkpoint name, without <c>.weight</c> and <c>.bias</c>.</param>
    public WeightsAttribute(string role, string name) => (Role, Name) = (role, name);

    /// <summary>The part that they play in the block's data flow.</summary>
    public string Role { get; }

    /// <summary>Their own part of the checkpoint name, without <c>.weight</c> and <c>.bias</c>.</summary>
    public string Name { get; }

    /// <summary>Whether a linear or a norm has a bias; an embedding has none anyway.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// The first layer that has the weights, counted from 0; those before it go without. Where it is not 0, the kind of block must be able
    /// to do without, and the member's type is nullable.
    /// </summary>
    public int FirstLayer { get; init; }
}
