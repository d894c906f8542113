namespace PastaGen.Generator.Planning.Complaints;

/// <summary>Ids of diagnostics. An id keeps its meaning for ever; one that is no longer used stays unused.</summary>
internal static class ComplaintIds
{
    public const string HeadsDoNotDivide = "PASTA001";
    public const string SiteNotOffered = "PASTA002";
    public const string UnknownMember = "PASTA003";
    public const string ForeignBlock = "PASTA004";
    public const string OverrideMatchesNothing = "PASTA005";
    public const string ContradictingOverrides = "PASTA006";
    public const string ClashingMethods = "PASTA007";
    public const string RepeatedAdaptation = "PASTA008";
    public const string UnorderedWriters = "PASTA009";
    public const string NotPartial = "PASTA010";
    public const string UnsuitableClass = "PASTA011";
    public const string NoHead = "PASTA012";
    public const string SeveralHeads = "PASTA013";
    public const string NoMethod = "PASTA014";
    public const string SizeAndConfig = "PASTA015";
    public const string SizeWithoutPreset = "PASTA016";
    public const string ConfigNotFound = "PASTA017";
    public const string UnreadableConfig = "PASTA018";
    public const string UnsuitableConfig = "PASTA019";
    public const string NoLabels = "PASTA020";
    public const string LabelsWithGaps = "PASTA021";
    public const string RoleMissing = "PASTA022";
    public const string RoleTwice = "PASTA023";
    public const string ForeignRole = "PASTA024";
    public const string MemberTypeDoesNotFit = "PASTA025";
    public const string NoBlockKind = "PASTA026";
    public const string RepeatedPathWithoutNumber = "PASTA027";
    public const string DuplicateCheckpointNames = "PASTA028";
    public const string AdaptationWithoutSites = "PASTA029";
    public const string SettingWithoutParameter = "PASTA030";
    public const string SettingWithoutValue = "PASTA031";
    public const string SettingBelowOne = "PASTA032";
    public const string HeadReadsMissingPooler = "PASTA033";
    public const string IncompleteArchitecture = "PASTA034";
    public const string AnnotationMatchesNothing = "PASTA035";
    public const string ContradictingAnnotations = "PASTA036";
    public const string OverrideWithoutEffect = "PASTA037";
    public const string NoSuchHead = "PASTA038";
    public const string AdaptationTrainsNothing = "PASTA039";
    public const string UnsuitableMember = "PASTA040";
    public const string UnknownSize = "PASTA041";
    public const string AdaptationWithoutConstructor = "PASTA042";
    public const string SizeBelowOne = "PASTA043";
    public const string HeadSettingWithoutDense = "PASTA050";
    public const string HeadWithoutWords = "PASTA051";
    public const string HeadReadsByKeyAndPooler = "PASTA052";
    public const string NothingToLearn = "PASTA053";
    public const string UnsuitableConfigLayout = "PASTA055";
    public const string UnsuitableFlow = "PASTA060";
    public const string UnsuitablePresence = "PASTA061";
    public const string SharedBlockNotFound = "PASTA062";
    public const string ModelSummary = "PASTA100";
}
