using System.Reflection;

namespace PastaGen.Generator.Diagnostics;

/// <summary>The pages that diagnostics refer to.</summary>
internal static class Documentation
{
    /// <summary>The address of their folder, as the build of the compiler says it.</summary>
    public static string Address { get; } = typeof(Documentation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "DocumentationAddress").Value!;
}
