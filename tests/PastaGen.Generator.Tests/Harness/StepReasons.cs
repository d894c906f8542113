namespace PastaGen.Generator.Tests;

/// <summary>Why each step of the pipeline ran, over a project of two models of which an edit touches one; <c>Cached</c> and <c>Unchanged</c> cost nothing further on.</summary>
internal sealed record StepReasons(string Reading, string Configuration, string Planning, string Naming, string Emitting, string Registry)
{
    /// <summary>The first run.</summary>
    public static StepReasons First { get; } = new("New", "New", "New", "New", "New", "New");

    /// <summary>A file without a declaration appears or changes.</summary>
    public static StepReasons UnrelatedEdit { get; } = new("Cached", "Cached", "Cached", "Cached", "Cached", "Cached");

    /// <summary>Text moves in a model's file.</summary>
    public static StepReasons CommentEdit { get; } = UnrelatedEdit;

    /// <summary>One of the two models is declared otherwise.</summary>
    public static StepReasons ModelEdit { get; } = new("Modified, Cached", "Modified, Cached", "Modified, Cached", "Cached", "Modified, Unchanged, Cached", "Cached");

    /// <summary>The architecture of both is declared otherwise.</summary>
    public static StepReasons ArchitectureEdit { get; } = new("Modified", "Modified", "Modified", "Cached", "Modified, Unchanged", "Cached");

    /// <summary>The file that pins one of the two has another content.</summary>
    public static StepReasons ConfigEdit { get; } = new("Cached", "Modified, Unchanged", "Modified, Cached", "Cached", "Modified, Unchanged, Cached", "Cached");

    /// <summary>A file that pins nothing has another content.</summary>
    public static StepReasons ForeignFileEdit { get; } = new("Cached", "Unchanged", "Cached", "Cached", "Cached", "Cached");

    /// <summary>The reasons of a run.</summary>
    public static StepReasons Of(GeneratorRun run)
    {
        var reasons = Caching.Reasons(run);
        Assert.Equal(Caching.Steps.Order(), typeof(StepReasons).GetProperties().Select(property => property.Name).Where(name => reasons.ContainsKey(name)).Order());
        return new(reasons["Reading"], reasons["Configuration"], reasons["Planning"], reasons["Naming"], reasons["Emitting"], reasons["Registry"]);
    }
}
