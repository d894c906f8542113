using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the list of an assembly's models, for a host to offer.</summary>
internal static class RegistryEmitter
{
    private const string Definition = $"{StubWriter.Training}.ModelDefinition";

    /// <summary>The list; null where there is nothing to list.</summary>
    /// <param name="rootNamespace">The assembly's root namespace; empty for the global one.</param>
    /// <param name="models">The models.</param>
    public static EmittedFile? Emit(string rootNamespace, IEnumerable<DeclarationSpec> models)
    {
        var names = models.Where(model => model.IsVisibleInAssembly)
            .Select(model => model.FullName).OrderBy(name => name, StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return null;
        var writer = new SourceWriter();
        writer.Line(FileHeader.Text);
        if (rootNamespace.Length > 0)
        {
            writer.Line($"namespace {rootNamespace};");
            writer.Gap();
        }
        writer.Summary("The models of this assembly, for a host to offer");
        using (writer.Block("public static class CompiledModels"))
        {
            writer.Summary("The models, ordered by name");
            writer.Line($"public static global::System.Collections.Generic.IReadOnlyList<{Definition}> All {{ get; }} =");
            writer.Line("[");
            using (writer.Indented())
                foreach (var name in names) writer.Line($"{name}.Definition,");
            writer.Line("];");
        }
        return new("CompiledModels.g.cs", writer.ToString());
    }
}
