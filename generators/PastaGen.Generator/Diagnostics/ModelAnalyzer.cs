using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Checks;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Configuration;
using PastaGen.Generator.Reading;

namespace PastaGen.Generator.Diagnostics;

/// <summary>
/// Reports every mistake in a declaration, and the totals of a model whose sizes are known. Reads and plans by the generator's own
/// code, and runs while a person types, where the generator may wait for a build.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The key under which a diagnostic carries the name or word that mends it.</summary>
    public const string Suggestion = nameof(Suggestion);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ComplaintDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (IsArchitecture(type)) AnalyzeArchitecture(type, context);
        else if (type.TypeKind == TypeKind.Class) AnalyzeModel(type, context);
    }

    private static void AnalyzeArchitecture(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        foreach (var complaint in ArchitectureChecks.Check(ArchitectureReader.Read(type, context.CancellationToken)))
            if (!IsReportedElsewhere(complaint, type, context))
                Report(complaint, AnchorLocations.OfName(type), context);
    }

    private static void AnalyzeModel(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (ModelReader.Read(type, context.CancellationToken) is not { } model) return;
        var result = ModelPlanner.Plan(model, Configs(model.Config, context));
        foreach (var complaint in result.Complaints)
            if (!IsReportedElsewhere(complaint, type, context))
                Report(complaint, AnchorLocations.Find(model.Anchor, context.Compilation, context.CancellationToken), context);
    }

    // An architecture's mistakes are its own: every model on it and every architecture that inherits from it would repeat them.
    private static bool IsReportedElsewhere(Complaint complaint, INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (context.Compilation.Assembly.GetTypeByMetadataName(complaint.Anchor.Type) is not { } owner) return false;
        while (owner.ContainingType is { } outer && !IsArchitecture(owner)) owner = outer;
        if (!IsArchitecture(owner) || SymbolEqualityComparer.Default.Equals(owner, type)) return false;
        return ArchitectureChecks.Check(ArchitectureReader.Read(owner, context.CancellationToken))
            .Any(own => own.Id == complaint.Id && own.Anchor == complaint.Anchor);
    }

    private static void Report(Complaint complaint, Location? otherwise, SymbolAnalysisContext context)
    {
        var place = AnchorLocations.Find(complaint.Anchor, context.Compilation, context.CancellationToken) ?? otherwise;
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (complaint.Suggestion is { } suggestion) properties = properties.Add(Suggestion, suggestion);
        context.ReportDiagnostic(Diagnostic.Create(ComplaintDescriptors.Of(complaint.Id), place, properties, [.. complaint.Arguments]));
    }

    private static EquatableArray<ConfigText> Configs(string? path, SymbolAnalysisContext context)
    {
        if (path is null) return [];
        var name = Path.GetFileName(path);
        var texts = context.Options.AdditionalFiles
            .Where(file => Path.GetFileName(file.Path) == name)
            .Select(file => new ConfigText(file.Path, file.GetText(context.CancellationToken)?.ToString() ?? ""));
        return ConfigText.Matching(texts, path);
    }

    private static bool IsArchitecture(INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface
        && (type.Attribute(LanguageTypes.Architecture) is not null || type.AllInterfaces.Any(inherited => inherited.Is(LanguageTypes.ArchitectureMarker)));
}
