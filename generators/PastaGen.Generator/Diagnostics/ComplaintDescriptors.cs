using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PastaGen.Generator.Planning.Complaints;

namespace PastaGen.Generator.Diagnostics;

/// <summary>One descriptor per id: title, severity and the section of the documentation that explains it. What it says stands with the complaints.</summary>
internal static class ComplaintDescriptors
{
    private const string Category = "PastaGen";
    private static readonly DiagnosticDescriptor HeadsDoNotDivide = new(
        ComplaintIds.HeadsDoNotDivide, "The number of attention heads does not divide the hidden size",
        ComplaintSentences.Of(ComplaintIds.HeadsDoNotDivide), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.HeadsDoNotDivide));

    private static readonly DiagnosticDescriptor SiteNotOffered = new(
        ComplaintIds.SiteNotOffered, "The architecture does not have an adaptation's site",
        ComplaintSentences.Of(ComplaintIds.SiteNotOffered), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SiteNotOffered));

    private static readonly DiagnosticDescriptor UnknownMember = new(
        ComplaintIds.UnknownMember, "An override names weights that the block does not have",
        ComplaintSentences.Of(ComplaintIds.UnknownMember), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnknownMember));

    private static readonly DiagnosticDescriptor ForeignBlock = new(
        ComplaintIds.ForeignBlock, "An override names a block that the architecture does not have",
        ComplaintSentences.Of(ComplaintIds.ForeignBlock), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ForeignBlock));

    private static readonly DiagnosticDescriptor OverrideMatchesNothing = new(
        ComplaintIds.OverrideMatchesNothing, "An override matches no layer",
        ComplaintSentences.Of(ComplaintIds.OverrideMatchesNothing), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.OverrideMatchesNothing));

    private static readonly DiagnosticDescriptor ContradictingOverrides = new(
        ComplaintIds.ContradictingOverrides, "Two overrides contradict each other",
        ComplaintSentences.Of(ComplaintIds.ContradictingOverrides), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ContradictingOverrides));

    private static readonly DiagnosticDescriptor ClashingMethods = new(
        ComplaintIds.ClashingMethods, "Two attributes say what is trained",
        ComplaintSentences.Of(ComplaintIds.ClashingMethods), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ClashingMethods));

    private static readonly DiagnosticDescriptor RepeatedAdaptation = new(
        ComplaintIds.RepeatedAdaptation, "An adaptation is declared twice",
        ComplaintSentences.Of(ComplaintIds.RepeatedAdaptation), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.RepeatedAdaptation));

    private static readonly DiagnosticDescriptor UnorderedWriters = new(
        ComplaintIds.UnorderedWriters, "Two adaptations write one site in no order",
        ComplaintSentences.Of(ComplaintIds.UnorderedWriters), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnorderedWriters));

    private static readonly DiagnosticDescriptor NotPartial = new(
        ComplaintIds.NotPartial, "A model or a type around it is not partial",
        ComplaintSentences.Of(ComplaintIds.NotPartial), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NotPartial));

    private static readonly DiagnosticDescriptor UnsuitableClass = new(
        ComplaintIds.UnsuitableClass, "A class of this form cannot be a model",
        ComplaintSentences.Of(ComplaintIds.UnsuitableClass), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnsuitableClass));

    private static readonly DiagnosticDescriptor NoHead = new(
        ComplaintIds.NoHead, "A model has no head",
        ComplaintSentences.Of(ComplaintIds.NoHead), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NoHead));

    private static readonly DiagnosticDescriptor SeveralHeads = new(
        ComplaintIds.SeveralHeads, "A model has more than one head",
        ComplaintSentences.Of(ComplaintIds.SeveralHeads), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SeveralHeads));

    private static readonly DiagnosticDescriptor NoMethod = new(
        ComplaintIds.NoMethod, "A model does not say what is trained",
        ComplaintSentences.Of(ComplaintIds.NoMethod), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NoMethod));

    private static readonly DiagnosticDescriptor SizeAndConfig = new(
        ComplaintIds.SizeAndConfig, "A model takes its sizes from two places",
        ComplaintSentences.Of(ComplaintIds.SizeAndConfig), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SizeAndConfig));

    private static readonly DiagnosticDescriptor SizeWithoutPreset = new(
        ComplaintIds.SizeWithoutPreset, "A size has no preset",
        ComplaintSentences.Of(ComplaintIds.SizeWithoutPreset), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SizeWithoutPreset));

    private static readonly DiagnosticDescriptor ConfigNotFound = new(
        ComplaintIds.ConfigNotFound, "A model's config.json is not among the additional files",
        ComplaintSentences.Of(ComplaintIds.ConfigNotFound), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ConfigNotFound));

    private static readonly DiagnosticDescriptor UnreadableConfig = new(
        ComplaintIds.UnreadableConfig, "A model's config.json cannot be read",
        ComplaintSentences.Of(ComplaintIds.UnreadableConfig), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnreadableConfig));

    private static readonly DiagnosticDescriptor UnsuitableConfig = new(
        ComplaintIds.UnsuitableConfig, "A model's config.json is not for this architecture",
        ComplaintSentences.Of(ComplaintIds.UnsuitableConfig), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnsuitableConfig));

    private static readonly DiagnosticDescriptor NoLabels = new(
        ComplaintIds.NoLabels, "A label enum has no members",
        ComplaintSentences.Of(ComplaintIds.NoLabels), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NoLabels));

    private static readonly DiagnosticDescriptor LabelsWithGaps = new(
        ComplaintIds.LabelsWithGaps, "A label enum does not count from 0 without a gap",
        ComplaintSentences.Of(ComplaintIds.LabelsWithGaps), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.LabelsWithGaps));

    private static readonly DiagnosticDescriptor RoleMissing = new(
        ComplaintIds.RoleMissing, "A block lacks weights that its kind needs",
        ComplaintSentences.Of(ComplaintIds.RoleMissing), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.RoleMissing));

    private static readonly DiagnosticDescriptor RoleTwice = new(
        ComplaintIds.RoleTwice, "A block has one role twice",
        ComplaintSentences.Of(ComplaintIds.RoleTwice), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.RoleTwice));

    private static readonly DiagnosticDescriptor ForeignRole = new(
        ComplaintIds.ForeignRole, "A block's kind does not have a role",
        ComplaintSentences.Of(ComplaintIds.ForeignRole), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ForeignRole));

    private static readonly DiagnosticDescriptor MemberTypeDoesNotFit = new(
        ComplaintIds.MemberTypeDoesNotFit, "The type of weights does not fit their role",
        ComplaintSentences.Of(ComplaintIds.MemberTypeDoesNotFit), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.MemberTypeDoesNotFit));

    private static readonly DiagnosticDescriptor NoBlockKind = new(
        ComplaintIds.NoBlockKind, "A block's interface has no block kind",
        ComplaintSentences.Of(ComplaintIds.NoBlockKind), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NoBlockKind));

    private static readonly DiagnosticDescriptor RepeatedPathWithoutNumber = new(
        ComplaintIds.RepeatedPathWithoutNumber, "The path of repeated layers has no place for the layer's number",
        ComplaintSentences.Of(ComplaintIds.RepeatedPathWithoutNumber), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.RepeatedPathWithoutNumber));

    private static readonly DiagnosticDescriptor DuplicateCheckpointNames = new(
        ComplaintIds.DuplicateCheckpointNames, "Two weights have one checkpoint name",
        ComplaintSentences.Of(ComplaintIds.DuplicateCheckpointNames), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.DuplicateCheckpointNames));

    private static readonly DiagnosticDescriptor AdaptationWithoutSites = new(
        ComplaintIds.AdaptationWithoutSites, "An adaptation's module does not state its sites",
        ComplaintSentences.Of(ComplaintIds.AdaptationWithoutSites), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.AdaptationWithoutSites));

    private static readonly DiagnosticDescriptor SettingWithoutParameter = new(
        ComplaintIds.SettingWithoutParameter, "An adaptation's setting has no constructor parameter",
        ComplaintSentences.Of(ComplaintIds.SettingWithoutParameter), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SettingWithoutParameter));

    private static readonly DiagnosticDescriptor SettingWithoutValue = new(
        ComplaintIds.SettingWithoutValue, "A constructor parameter of an adaptation has no value",
        ComplaintSentences.Of(ComplaintIds.SettingWithoutValue), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SettingWithoutValue));

    private static readonly DiagnosticDescriptor SettingBelowOne = new(
        ComplaintIds.SettingBelowOne, "A size that an adaptation names is below 1",
        ComplaintSentences.Of(ComplaintIds.SettingBelowOne), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SettingBelowOne));

    private static readonly DiagnosticDescriptor HeadReadsMissingPooler = new(
        ComplaintIds.HeadReadsMissingPooler, "The sequence head reads a pooler that the architecture does not have",
        ComplaintSentences.Of(ComplaintIds.HeadReadsMissingPooler), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.HeadReadsMissingPooler));

    private static readonly DiagnosticDescriptor IncompleteArchitecture = new(
        ComplaintIds.IncompleteArchitecture, "An interface is not a whole architecture",
        ComplaintSentences.Of(ComplaintIds.IncompleteArchitecture), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.IncompleteArchitecture));

    private static readonly DiagnosticDescriptor AnnotationMatchesNothing = new(
        ComplaintIds.AnnotationMatchesNothing, "An annotation stands on a member without weights",
        ComplaintSentences.Of(ComplaintIds.AnnotationMatchesNothing), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.AnnotationMatchesNothing));

    private static readonly DiagnosticDescriptor ContradictingAnnotations = new(
        ComplaintIds.ContradictingAnnotations, "A member is annotated as both frozen and trained",
        ComplaintSentences.Of(ComplaintIds.ContradictingAnnotations), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ContradictingAnnotations));

    private static readonly DiagnosticDescriptor OverrideWithoutEffect = new(
        ComplaintIds.OverrideWithoutEffect, "An override changes nothing",
        ComplaintSentences.Of(ComplaintIds.OverrideWithoutEffect), Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.OverrideWithoutEffect));

    private static readonly DiagnosticDescriptor NoSuchHead = new(
        ComplaintIds.NoSuchHead, "The architecture does not have the head that a model asks for",
        ComplaintSentences.Of(ComplaintIds.NoSuchHead), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NoSuchHead));

    private static readonly DiagnosticDescriptor AdaptationTrainsNothing = new(
        ComplaintIds.AdaptationTrainsNothing, "An adaptation trains nothing",
        ComplaintSentences.Of(ComplaintIds.AdaptationTrainsNothing), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.AdaptationTrainsNothing));

    private static readonly DiagnosticDescriptor UnsuitableMember = new(
        ComplaintIds.UnsuitableMember, "A member of an architecture cannot be read",
        ComplaintSentences.Of(ComplaintIds.UnsuitableMember), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnsuitableMember));

    private static readonly DiagnosticDescriptor UnknownSize = new(
        ComplaintIds.UnknownSize, "A trained shape names a size that nobody gives",
        ComplaintSentences.Of(ComplaintIds.UnknownSize), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnknownSize));

    private static readonly DiagnosticDescriptor AdaptationWithoutConstructor = new(
        ComplaintIds.AdaptationWithoutConstructor, "An adaptation's module has no suitable constructor",
        ComplaintSentences.Of(ComplaintIds.AdaptationWithoutConstructor), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.AdaptationWithoutConstructor));

    private static readonly DiagnosticDescriptor HeadReadsByKeyAndPooler = new(
        ComplaintIds.HeadReadsByKeyAndPooler, "A head is to read what a key says, and the pooled output",
        ComplaintSentences.Of(ComplaintIds.HeadReadsByKeyAndPooler), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.HeadReadsByKeyAndPooler));

    private static readonly DiagnosticDescriptor UnsuitableConfigLayout = new(
        ComplaintIds.UnsuitableConfigLayout, "What an architecture says of its config.json is wrong",
        ComplaintSentences.Of(ComplaintIds.UnsuitableConfigLayout), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnsuitableConfigLayout));

    private static readonly DiagnosticDescriptor SizeBelowOne = new(
        ComplaintIds.SizeBelowOne, "A size of a preset is below 1",
        ComplaintSentences.Of(ComplaintIds.SizeBelowOne), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SizeBelowOne));

    private static readonly DiagnosticDescriptor HeadSettingWithoutDense = new(
        ComplaintIds.HeadSettingWithoutDense, "A setting of a head has nothing to act on",
        ComplaintSentences.Of(ComplaintIds.HeadSettingWithoutDense), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.HeadSettingWithoutDense));

    private static readonly DiagnosticDescriptor HeadWithoutWords = new(
        ComplaintIds.HeadWithoutWords, "A masked-LM head has no word embeddings to score words by",
        ComplaintSentences.Of(ComplaintIds.HeadWithoutWords), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.HeadWithoutWords));

    private static readonly DiagnosticDescriptor NothingToLearn = new(
        ComplaintIds.NothingToLearn, "A model that gives features is to be trained",
        ComplaintSentences.Of(ComplaintIds.NothingToLearn), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NothingToLearn));

    private static readonly DiagnosticDescriptor HeadSettingWithoutNorm = new(
        ComplaintIds.HeadSettingWithoutNorm, "A setting of a head's norm has no norm",
        ComplaintSentences.Of(ComplaintIds.HeadSettingWithoutNorm), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.HeadSettingWithoutNorm));

    private static readonly DiagnosticDescriptor HeadWiderThanWords = new(
        ComplaintIds.HeadWiderThanWords, "A masked-LM head is wider than the word embeddings",
        ComplaintSentences.Of(ComplaintIds.HeadWiderThanWords), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.HeadWiderThanWords));

    private static readonly DiagnosticDescriptor UnreadConfigKey = new(
        ComplaintIds.UnreadConfigKey, "A key of config.json is named that nothing reads",
        ComplaintSentences.Of(ComplaintIds.UnreadConfigKey), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnreadConfigKey));

    private static readonly DiagnosticDescriptor UnsuitableFlow = new(
        ComplaintIds.UnsuitableFlow, "A block kind's data flow cannot be one",
        ComplaintSentences.Of(ComplaintIds.UnsuitableFlow), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnsuitableFlow));

    private static readonly DiagnosticDescriptor UnsuitablePresence = new(
        ComplaintIds.UnsuitablePresence, "Weights or a bias cannot be left out so",
        ComplaintSentences.Of(ComplaintIds.UnsuitablePresence), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnsuitablePresence));

    private static readonly DiagnosticDescriptor SharedBlockNotFound = new(
        ComplaintIds.SharedBlockNotFound, "A block reads another that the architecture does not have once",
        ComplaintSentences.Of(ComplaintIds.SharedBlockNotFound), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SharedBlockNotFound));

    private static readonly DiagnosticDescriptor NullableForNothing = new(
        ComplaintIds.NullableForNothing, "Weights are nullable that no layer goes without",
        ComplaintSentences.Of(ComplaintIds.NullableForNothing), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.NullableForNothing));

    private static readonly DiagnosticDescriptor AdaptedLayersMissing = new(
        ComplaintIds.AdaptedLayersMissing, "An adaptation cannot live in the layers that it names",
        ComplaintSentences.Of(ComplaintIds.AdaptedLayersMissing), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.AdaptedLayersMissing));

    private static readonly DiagnosticDescriptor ExcludedAdaptation = new(
        ComplaintIds.ExcludedAdaptation, "Two adaptations make no sense on one model",
        ComplaintSentences.Of(ComplaintIds.ExcludedAdaptation), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ExcludedAdaptation));

    private static readonly DiagnosticDescriptor SiteTwice = new(
        ComplaintIds.SiteTwice, "An adaptation has a module for each place, and its site is not one",
        ComplaintSentences.Of(ComplaintIds.SiteTwice), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.SiteTwice));

    private static readonly DiagnosticDescriptor LinearsAnswerChanged = new(
        ComplaintIds.LinearsAnswerChanged, "An adaptation that starts from a linear does not run first",
        ComplaintSentences.Of(ComplaintIds.LinearsAnswerChanged), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.LinearsAnswerChanged));

    private static readonly DiagnosticDescriptor UnfitSetting = new(
        ComplaintIds.UnfitSetting, "An adaptation's setting does not fit the model's sizes",
        ComplaintSentences.Of(ComplaintIds.UnfitSetting), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.UnfitSetting));

    private static readonly DiagnosticDescriptor StageIsNoModel = new(
        ComplaintIds.StageIsNoModel, "A stage is no model",
        ComplaintSentences.Of(ComplaintIds.StageIsNoModel), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageIsNoModel));

    private static readonly DiagnosticDescriptor StageOfItself = new(
        ComplaintIds.StageOfItself, "A model is its own stage",
        ComplaintSentences.Of(ComplaintIds.StageOfItself), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageOfItself));

    private static readonly DiagnosticDescriptor StageHasStages = new(
        ComplaintIds.StageHasStages, "A stage has stages of its own",
        ComplaintSentences.Of(ComplaintIds.StageHasStages), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageHasStages));

    private static readonly DiagnosticDescriptor StageOfOtherArchitecture = new(
        ComplaintIds.StageOfOtherArchitecture, "A stage has another backbone",
        ComplaintSentences.Of(ComplaintIds.StageOfOtherArchitecture), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageOfOtherArchitecture));

    private static readonly DiagnosticDescriptor StageOfOtherTask = new(
        ComplaintIds.StageOfOtherTask, "A stage has another task",
        ComplaintSentences.Of(ComplaintIds.StageOfOtherTask), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageOfOtherTask));

    private static readonly DiagnosticDescriptor StageOfOtherHead = new(
        ComplaintIds.StageOfOtherHead, "A stage has a head of another shape",
        ComplaintSentences.Of(ComplaintIds.StageOfOtherHead), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageOfOtherHead));

    private static readonly DiagnosticDescriptor StageNumbers = new(
        ComplaintIds.StageNumbers, "Stages do not count from 1 without a gap",
        ComplaintSentences.Of(ComplaintIds.StageNumbers), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageNumbers));

    private static readonly DiagnosticDescriptor StageExtent = new(
        ComplaintIds.StageExtent, "A stage's share or learning rate is out of range",
        ComplaintSentences.Of(ComplaintIds.StageExtent), Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.StageExtent));

    /// <summary>The totals of a model whose sizes are known.</summary>
    public static readonly DiagnosticDescriptor ModelSummary = new(
        ComplaintIds.ModelSummary, "What a model trains",
        ComplaintSentences.Of(ComplaintIds.ModelSummary), Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Section(ComplaintIds.ModelSummary));

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        HeadsDoNotDivide, SiteNotOffered, UnknownMember, ForeignBlock, OverrideMatchesNothing, ContradictingOverrides,
        ClashingMethods, RepeatedAdaptation, UnorderedWriters, NotPartial, UnsuitableClass, NoHead, SeveralHeads,
        NoMethod, SizeAndConfig, SizeWithoutPreset, ConfigNotFound, UnreadableConfig, UnsuitableConfig, NoLabels,
        LabelsWithGaps, RoleMissing, RoleTwice, ForeignRole, MemberTypeDoesNotFit, NoBlockKind,
        RepeatedPathWithoutNumber, DuplicateCheckpointNames, AdaptationWithoutSites, SettingWithoutParameter,
        SettingWithoutValue, SettingBelowOne, HeadReadsMissingPooler, IncompleteArchitecture, AnnotationMatchesNothing,
        ContradictingAnnotations, OverrideWithoutEffect, NoSuchHead, AdaptationTrainsNothing, UnsuitableMember,
        UnknownSize, AdaptationWithoutConstructor, SizeBelowOne, HeadSettingWithoutDense, HeadWithoutWords, HeadReadsByKeyAndPooler, NothingToLearn, UnsuitableConfigLayout,
        HeadSettingWithoutNorm, HeadWiderThanWords, UnreadConfigKey, UnsuitableFlow, UnsuitablePresence, SharedBlockNotFound, NullableForNothing, AdaptedLayersMissing, ExcludedAdaptation, SiteTwice,
        LinearsAnswerChanged, UnfitSetting,
        StageIsNoModel, StageOfItself, StageHasStages, StageOfOtherArchitecture, StageOfOtherTask, StageOfOtherHead, StageNumbers, StageExtent, ModelSummary,
    ];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = All.ToImmutableDictionary(descriptor => descriptor.Id);

    /// <summary>The descriptor of an id.</summary>
    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static string Section(string id) => $"{Documentation.Address}/diagnostics.md#{id.ToLowerInvariant()}";
}
