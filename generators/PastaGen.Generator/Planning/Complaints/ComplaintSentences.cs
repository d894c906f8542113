namespace PastaGen.Generator.Planning.Complaints;

/// <summary>
/// What each complaint says, with places for its arguments: diagnostics show it, and the emitted half of a wrong declaration throws it.
/// Each sentence says what was found, what is expected, and the mend.
/// </summary>
internal static class ComplaintSentences
{
    public const string HeadsDoNotDivide = "{0} has {1} attention heads and a hidden size of {2}: the number of heads must divide the hidden size.";

    public const string SiteNotOffered = "[{0}] lives at {1}, which {2} does not have; its sites are {3}.";

    public const string UnknownMember = "{0} has no weights called '{1}'; the nearest name is '{2}'.";

    public const string ForeignBlock = "{0} is no block of {1}; its blocks are {2}.";

    public const string OverrideMatchesNothing = "[{0}<{1}>] matches nothing: {2}.";

    public const string ContradictingOverrides = "{0} of {1} is both frozen and trained by this model's overrides {2}; drop one of them.";

    public const string ClashingMethods = "[{0}] and [{1}] both say what is trained; keep one of them, and state exceptions by [Trained<...>] or [Frozen<...>].";

    public const string RepeatedAdaptation = "[{0}] brings the adaptation '{1}', which [{2}] brings already; a model has an adaptation once.";

    public const string UnorderedWriters = "[{0}] and [{1}] both write {2} and no order is given; set Order on one of them, the least runs first.";

    public const string NotPartial = "'{0}' must be declared partial: the compiler adds the other half of the model.";

    public const string UnsuitableClass = "'{0}' cannot be a model because it is {1}; a model is a plain class.";

    public const string NoHead = "'{0}' has no head; add an attribute that says what the model predicts, such as [SequenceClassification].";

    public const string SeveralHeads = "'{0}' has more than one head; a model predicts one thing, so drop all but one.";

    public const string NoMethod = "'{0}' does not say what is trained; add [FullFineTuning], [HeadOnly] or an adaptation such as [Pasta].";

    public const string SizeAndConfig = "Both Size and Config are given; the sizes come from one of them, so drop the other.";

    public const string SizeWithoutPreset = "{0} is no size: give a member of an enum whose members carry [Preset].";

    public const string ConfigNotFound = "'{0}' is {1} the project's additional files; add <AdditionalFiles Include=\"{0}\" /> to the project, or name the file by a longer path.";

    public const string UnreadableConfig = "{0}({1},{2}): {3}.";

    public const string UnsuitableConfig = "{0}({1},{2}): {3} is {4}, but {5} expects {6}.";

    public const string NoLabels = "The enum {0} has no members; a model needs at least one label.";

    public const string LabelsWithGaps = "The members of {0} must count from 0 without a gap, for label i is the member of value i; {1}.";

    public const string RoleMissing = "{0} is a block of kind {1} and needs weights with {2}.";

    public const string RoleTwice = "{0} has two members with {1}, '{2}' and '{3}'; a block has each role once.";

    public const string ForeignRole = "{0} is a block of kind {1}, which has no {2}; its roles are {3}.";

    public const string MemberTypeDoesNotFit = "'{0}' plays {1}, which is {2}; its type is {3}.";

    public const string NoBlockKind = "'{0}' is a block, but its type {1} has no block kind; put one on the interface, such as [{2}].";

    public const string RepeatedPathWithoutNumber = "The path '{0}' must hold {{0}} where the layer's number stands.";

    public const string DuplicateCheckpointNames = "'{0}' and '{1}' would both be called '{2}' in a checkpoint; give one of them another name.";

    public const string AdaptationWithoutSites = "[{0}] names the module {1}, which does not state its sites; put [LivesAt] on the module.";

    public const string SettingWithoutParameter = "[{0}] has the setting {1}, but no constructor parameter of {2} is called '{3}'.";

    public const string SettingWithoutValue = "[{0}] leaves '{1}' of {2} without a value; name it, mark the setting [Open], or give the constructor parameter a default.";

    public const string SettingBelowOne = "{1} of [{0}] is {2}; it must be 1 or more.";

    public const string HeadReadsMissingPooler = "The sequence head of {0} reads the pooled output, but {0} has no pooler; let it read HeadInput.FirstPosition, or declare one.";

    public const string IncompleteArchitecture = "{0} cannot be an architecture: {1}.";

    public const string AnnotationMatchesNothing = "[{0}] on '{1}' matches nothing: the member has no weights.";

    public const string ContradictingAnnotations = "'{0}' is both [Frozen] and [Trained]; drop one of them.";

    public const string OverrideWithoutEffect = "[{0}<{1}>] changes nothing: {2} already {3} because {4}.";

    public const string NoSuchHead = "{0} does not say how it {1}; put [{2}] on it.";

    public const string AdaptationTrainsNothing = "[{0}] trains nothing: mark the parameters of {1} by [Trains].";

    public const string UnsuitableMember = "'{0}' of {1} {2}.";

    public const string UnknownSize = "'{0}' of {1} has a size called {2}, but [{3}] has no whole-number setting of that name.";

    public const string AdaptationWithoutConstructor = "{0} needs a constructor that takes an EncoderConfig first and then the settings of [{1}].";

    public const string SizeBelowOne = "The {1} of {0} is {2}; every size must be 1 or more.";

    public const string HeadSettingWithoutDense = "[{0}] names {1}, which is about Dense, and no Dense; name Dense or drop {1}.";

    public const string HeadWithoutWords = "[MaskedLanguageHead] of {0} scores words by the word embeddings, but no block of {0} has an Embedding with Role.Words; give one of them that role.";

    public const string HeadReadsByKeyAndPooler = "[{0}] names ReadsKey, which chooses between the first position and the mean, and reads the pooled output; let it read HeadInput.FirstPosition or HeadInput.Mean, or drop ReadsKey.";

    public const string NothingToLearn = "'{0}' gives features, from which nothing is learned, but [{1}] trains; remove [{1}], or ask for another head.";

    public const string UnsuitableConfigLayout = "What {0} says of its config.json is wrong: {1}.";

    public const string HeadSettingWithoutNorm = "[{0}] names {1}, which is about Norm, and no Norm; name Norm or drop {1}.";

    public const string HeadWiderThanWords = "[MaskedLanguageHead] of {0} scores words by products of hidden states with the word embeddings, which may be narrower; name Dense, the linear from one width to the other.";

    public const string UnreadConfigKey = "{0} names the key \"{1}\" for ConfigSetting.{2}, which no block and no head of it reads, so a file's word would be ignored; {3}.";

    public const string UnsuitableFlow = "[{0}] names {1} as its data flow, which {2}.";

    public const string UnsuitablePresence = "'{0}' cannot be so: {1}.";

    public const string SharedBlockNotFound = "{0} reads a block of kind {1}, of which {2} has {3}; declare one beside its layers.";

    public const string NullableForNothing = "'{0}' of {1} is nullable, but no layer goes without it; {2}.";

    public const string AdaptedLayersMissing = "[{0}] cannot live in the layers that it names: {1}.";

    public const string ExcludedAdaptation = "[{0}] and [{1}] make no sense on one model: {2}; drop one of them.";

    public const string SiteTwice = "[{0}] lives at {1} with parameters for each place, but {2} has that site in several blocks, {3}; name other sites.";

    public const string LinearsAnswerChanged =
        "[{0}] runs before [{1}] at {2}, but [{1}] starts from what the linear itself gives there; give [{1}] the lower Order.";

    public const string UnfitSetting = "[{0}] does not fit the model's sizes: {1}; choose another {2}.";

    public const string StageIsNoModel = "'{0}' cannot be a stage, for it {1}; a stage is a model that the whole assembly sees.";

    public const string StageOfItself = "'{0}' names itself as its stage; the model itself is the last stage, so name another model, whose head it shall begin with.";

    public const string StageHasStages = "'{0}' has stages of its own and cannot be one of '{1}'; number all the stages on '{1}', or name a model without stages.";

    public const string StageOfOtherArchitecture = "'{0}' is a model on {1}, and its stage '{2}' one on {3}; all stages begin with the same backbone, so declare a stage on {1}.";

    public const string StageOfOtherTask = "'{0}' is for {1}, and its stage '{2}' for {3}; a head is carried over within one task, so declare a stage for {1}.";

    public const string StageOfOtherHead = "The head of '{0}' is {1}, and that of its stage '{2}' is {3}, so that the one cannot begin with the other; let the stage train what has such a head: [HeadOnly], or another adaptation.";

    public const string StageNumbers = "The stages of '{0}' are numbered {1}; they count from 1 without a gap or a repetition, so {2} is expected here.";

    public const string StageExtent = "{0}; expected {1}.";

    public const string ModelSummary = "{0}";

    /// <summary>The sentence of an id.</summary>
    public static string Of(string id) => id switch
    {
        ComplaintIds.HeadsDoNotDivide => HeadsDoNotDivide,
        ComplaintIds.SiteNotOffered => SiteNotOffered,
        ComplaintIds.UnknownMember => UnknownMember,
        ComplaintIds.ForeignBlock => ForeignBlock,
        ComplaintIds.OverrideMatchesNothing => OverrideMatchesNothing,
        ComplaintIds.ContradictingOverrides => ContradictingOverrides,
        ComplaintIds.ClashingMethods => ClashingMethods,
        ComplaintIds.RepeatedAdaptation => RepeatedAdaptation,
        ComplaintIds.UnorderedWriters => UnorderedWriters,
        ComplaintIds.NotPartial => NotPartial,
        ComplaintIds.UnsuitableClass => UnsuitableClass,
        ComplaintIds.NoHead => NoHead,
        ComplaintIds.SeveralHeads => SeveralHeads,
        ComplaintIds.NoMethod => NoMethod,
        ComplaintIds.SizeAndConfig => SizeAndConfig,
        ComplaintIds.SizeWithoutPreset => SizeWithoutPreset,
        ComplaintIds.ConfigNotFound => ConfigNotFound,
        ComplaintIds.UnreadableConfig => UnreadableConfig,
        ComplaintIds.UnsuitableConfig => UnsuitableConfig,
        ComplaintIds.NoLabels => NoLabels,
        ComplaintIds.LabelsWithGaps => LabelsWithGaps,
        ComplaintIds.RoleMissing => RoleMissing,
        ComplaintIds.RoleTwice => RoleTwice,
        ComplaintIds.ForeignRole => ForeignRole,
        ComplaintIds.MemberTypeDoesNotFit => MemberTypeDoesNotFit,
        ComplaintIds.NoBlockKind => NoBlockKind,
        ComplaintIds.RepeatedPathWithoutNumber => RepeatedPathWithoutNumber,
        ComplaintIds.DuplicateCheckpointNames => DuplicateCheckpointNames,
        ComplaintIds.AdaptationWithoutSites => AdaptationWithoutSites,
        ComplaintIds.SettingWithoutParameter => SettingWithoutParameter,
        ComplaintIds.SettingWithoutValue => SettingWithoutValue,
        ComplaintIds.SettingBelowOne => SettingBelowOne,
        ComplaintIds.HeadReadsMissingPooler => HeadReadsMissingPooler,
        ComplaintIds.IncompleteArchitecture => IncompleteArchitecture,
        ComplaintIds.AnnotationMatchesNothing => AnnotationMatchesNothing,
        ComplaintIds.ContradictingAnnotations => ContradictingAnnotations,
        ComplaintIds.OverrideWithoutEffect => OverrideWithoutEffect,
        ComplaintIds.NoSuchHead => NoSuchHead,
        ComplaintIds.AdaptationTrainsNothing => AdaptationTrainsNothing,
        ComplaintIds.UnsuitableMember => UnsuitableMember,
        ComplaintIds.UnknownSize => UnknownSize,
        ComplaintIds.AdaptationWithoutConstructor => AdaptationWithoutConstructor,
        ComplaintIds.SizeBelowOne => SizeBelowOne,
        ComplaintIds.HeadSettingWithoutDense => HeadSettingWithoutDense,
        ComplaintIds.HeadWithoutWords => HeadWithoutWords,
        ComplaintIds.HeadReadsByKeyAndPooler => HeadReadsByKeyAndPooler,
        ComplaintIds.NothingToLearn => NothingToLearn,
        ComplaintIds.UnsuitableConfigLayout => UnsuitableConfigLayout,
        ComplaintIds.HeadSettingWithoutNorm => HeadSettingWithoutNorm,
        ComplaintIds.HeadWiderThanWords => HeadWiderThanWords,
        ComplaintIds.UnreadConfigKey => UnreadConfigKey,
        ComplaintIds.UnsuitableFlow => UnsuitableFlow,
        ComplaintIds.UnsuitablePresence => UnsuitablePresence,
        ComplaintIds.SharedBlockNotFound => SharedBlockNotFound,
        ComplaintIds.NullableForNothing => NullableForNothing,
        ComplaintIds.AdaptedLayersMissing => AdaptedLayersMissing,
        ComplaintIds.ExcludedAdaptation => ExcludedAdaptation,
        ComplaintIds.SiteTwice => SiteTwice,
        ComplaintIds.LinearsAnswerChanged => LinearsAnswerChanged,
        ComplaintIds.UnfitSetting => UnfitSetting,
        ComplaintIds.StageIsNoModel => StageIsNoModel,
        ComplaintIds.StageOfItself => StageOfItself,
        ComplaintIds.StageHasStages => StageHasStages,
        ComplaintIds.StageOfOtherArchitecture => StageOfOtherArchitecture,
        ComplaintIds.StageOfOtherTask => StageOfOtherTask,
        ComplaintIds.StageOfOtherHead => StageOfOtherHead,
        ComplaintIds.StageNumbers => StageNumbers,
        ComplaintIds.StageExtent => StageExtent,
        ComplaintIds.ModelSummary => ModelSummary,
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "no such complaint"),
    };
}
