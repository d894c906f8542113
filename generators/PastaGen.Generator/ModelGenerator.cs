using Microsoft.CodeAnalysis;
using PastaGen.Generator.Emitting;
using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Configuration;
using PastaGen.Generator.Reading;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator;

/// <summary>
/// The pipeline, and nothing but the pipeline: Reading makes specs of symbols, Planning makes plans of specs, Emitting makes text of
/// plans. After the first step only values flow, so that an edit that changes no value costs no further step. It reports nothing: the
/// analyzer runs the same Reading and Planning and reports what they find.
/// </summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(LanguageTypes.Model, static (_, _) => true, static (found, cancellation) =>
                found.TargetSymbol is INamedTypeSymbol type && IsFirst(type, found.TargetNode) ? ModelReader.Read(type, cancellation) : null)
            .Where(static model => model is not null).Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Reading);

        var configs = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .Select(static (file, cancellation) => new ConfigText(file.Path, file.GetText(cancellation)?.ToString() ?? ""))
            .Collect();

        // A model sees the files that it can mean and no other, so that no other can make it be planned again.
        var inputs = models.Combine(configs)
            .Select(static (pair, _) => new ModelInput(pair.Left, ConfigText.Matching(pair.Right, pair.Left.Config)))
            .WithTrackingName(TrackingNames.Configuration);

        var planned = inputs
            .Select(static (input, _) => new PlannedModel(input.Model, ModelPlanner.Plan(input.Model, input.Configs)))
            .WithTrackingName(TrackingNames.Planning);

        var alike = models.Select(static (model, _) => model.Declaration.MetadataName).Collect()
            .Select(static (names, _) => HintNames.Alike(names))
            .WithTrackingName(TrackingNames.Naming);

        var files = planned.Combine(alike)
            .SelectMany(static (pair, _) => ModelEmitter.Emit(pair.Left.Model, pair.Left.Result)
                .Select(file => file with { HintName = HintNames.Apart(file.HintName, pair.Left.Model.Declaration.MetadataName, pair.Right) }))
            .WithTrackingName(TrackingNames.Emitting);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Text));

        var listed = planned
            .Where(static each => each.Result.Plan is not null).Select(static (each, _) => each.Model.Declaration).Collect()
            .Combine(RootNamespace.Of(context))
            .Select(static (pair, _) => RegistryEmitter.Emit(pair.Right, pair.Left))
            .WithTrackingName(TrackingNames.Registry);
        context.RegisterSourceOutput(listed, static (output, file) =>
        {
            if (file is not null) output.AddSource(file.HintName, file.Text);
        });
    }

    // A class may carry the attribute on two halves by mistake; it is one model all the same.
    private static bool IsFirst(INamedTypeSymbol type, SyntaxNode declaration) =>
        type.Attribute(LanguageTypes.Model)?.Data.ApplicationSyntaxReference is { } first
        && first.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(first.Span);

    private sealed record ModelInput(ModelSpec Model, EquatableArray<ConfigText> Configs);

    private sealed record PlannedModel(ModelSpec Model, PlanResult Result);
}
