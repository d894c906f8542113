using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading;

namespace PastaGen.Generator.Benchmarks;

/// <summary>A generator that finds the models and does nothing with them: what is left is Roslyn's own work.</summary>
internal sealed class MarkerGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(LanguageTypes.Model, static (_, _) => true, static (_, _) => true),
        static (_, _) => { });
}
