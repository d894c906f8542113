using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Reading;

/// <summary>The root namespace of the assembly that is compiled.</summary>
internal static class RootNamespace
{
    private const string Property = "build_property.RootNamespace";

    /// <summary>What the build states, else the assembly's name made fit for a namespace.</summary>
    public static IncrementalValueProvider<string> Of(IncrementalGeneratorInitializationContext context)
    {
        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "");
        return context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue(Property, out var stated) ? stated : "")
            .Combine(assembly)
            .Select(static (pair, _) => pair.Left.Length > 0 ? pair.Left : ToNamespace(pair.Right));
    }

    private static string ToNamespace(string assembly) => string.Join(
        ".", assembly.Split('.').Where(part => part.Length > 0).Select(part =>
            (char.IsDigit(part[0]) ? "_" : "") + string.Concat(part.Select(character => char.IsLetterOrDigit(character) ? character : '_'))));
}
