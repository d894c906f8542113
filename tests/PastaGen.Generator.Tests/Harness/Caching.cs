using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Tests;

/// <summary>What the compiler keeps from one edit to the next.</summary>
internal static class Caching
{
    /// <summary>Names of all tracked steps, read off the compiler, so that a new step is held to the same at once.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        .. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>
    /// Another file appears: every tracked step that ran gives equal values, every file is taken from before, and no value that is
    /// kept holds a part of a compilation.
    /// </summary>
    public static void KeepsAllAfterAnUnrelatedEdit(GeneratorRun first)
    {
        var next = first.After(first.Declarations.Clone().AddSyntaxTrees(Toolchain.Parse("Unrelated.cs", "internal static class Unrelated;")));
        foreach (var step in Steps)
        {
            if (!first.Result.TrackedSteps.TryGetValue(step, out var before)) continue;
            var after = next.Result.TrackedSteps[step];
            Assert.True(Values(before).SequenceEqual(Values(after)), $"{step}: gives other values");
            Assert.All(Reasons(after), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
            Assert.All(Values(before), value => Assert.Null(ObjectGraph.FindCompilerObject(value)));
        }
        var outputs = next.Result.TrackedOutputSteps.SelectMany(step => Reasons(step.Value));
        Assert.All(outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(first.Files.Select(file => file.SourceText.ToString()), next.Files.Select(file => file.SourceText.ToString()));
    }

    /// <summary>Why each tracked step ran, without repetition; steps that did not run are left out.</summary>
    public static IReadOnlyDictionary<string, string> Reasons(GeneratorRun run) => Steps
        .Where(run.Result.TrackedSteps.ContainsKey)
        .ToDictionary(step => step, step => string.Join(", ", Reasons(run.Result.TrackedSteps[step]).Distinct().Order()));

    /// <summary>Hint names of the files whose text a run did not take from the one before.</summary>
    public static IReadOnlyList<string> EmittedAnew(GeneratorRun before, GeneratorRun after)
    {
        var known = before.Files.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        return [.. after.Files.Where(file => !known.TryGetValue(file.HintName, out var text) || text != file.SourceText.ToString()).Select(file => file.HintName)];
    }

    private static IEnumerable<object> Values(IEnumerable<IncrementalGeneratorRunStep> steps) => steps.SelectMany(step => step.Outputs).Select(output => output.Value);

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);
}
