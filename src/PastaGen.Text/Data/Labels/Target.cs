namespace PastaGen.Text.Data;

/// <summary>What a model is to answer to an example. Which kind the labels of a file are is said by the model's task, never guessed.</summary>
public abstract record Target
{
    private protected Target()
    {
    }

    /// <summary>One label by its name.</summary>
    /// <param name="name">The name; null gives no target.</param>
    public static implicit operator Target?(string? name) => FromName(name);

    /// <summary>One label by its name.</summary>
    /// <param name="name">The name; null gives no target.</param>
    public static Target? FromName(string? name) => name is null ? null : new ClassTarget(name);
}

/// <summary>One of several labels.</summary>
/// <param name="Name">The label as the file spells it.</param>
public sealed record ClassTarget(string Name) : Target;

/// <summary>A number.</summary>
/// <param name="Value">The number.</param>
public sealed record NumberTarget(double Value) : Target;

/// <summary>Any number of labels, none included.</summary>
/// <param name="Names">The labels as the file spells them.</param>
public sealed record ClassesTarget(IReadOnlyList<string> Names) : Target;

/// <summary>A label for each word.</summary>
/// <param name="Tags">The labels, in the order of the words.</param>
public sealed record TagsTarget(IReadOnlyList<string> Tags) : Target;
