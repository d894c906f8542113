namespace PastaGen.Generator.Reading;

/// <summary>Metadata names of the language's types: the only tie between what is read and the assembly that declares it.</summary>
internal static class LanguageTypes
{
    public const string Model = "PastaGen.ModelAttribute`1";
    public const string TaskModel = "PastaGen.Training.TaskModel";
    public const string FullFineTuning = "PastaGen.FullFineTuningAttribute";
    public const string HeadOnly = "PastaGen.HeadOnlyAttribute";
    public const string StageOf = "PastaGen.StageAttribute`1";
    public const string SequenceClassification = "PastaGen.SequenceClassificationAttribute";
    public const string TokenClassification = "PastaGen.TokenClassificationAttribute";
    public const string Regression = "PastaGen.RegressionAttribute";
    public const string MultiLabel = "PastaGen.MultiLabelAttribute";
    public const string FeatureExtraction = "PastaGen.FeatureExtractionAttribute";
    public const string MaskedLanguageModel = "PastaGen.MaskedLanguageModelAttribute";
    public const string Frozen = "PastaGen.FrozenAttribute";
    public const string FrozenOf = "PastaGen.FrozenAttribute`1";
    public const string Trained = "PastaGen.TrainedAttribute";
    public const string TrainedOf = "PastaGen.TrainedAttribute`1";

    public const string Adaptation = "PastaGen.AdaptationAttribute`1";
    public const string AdaptationBase = "PastaGen.AdaptationAttribute";
    public const string PlacedAdaptation = "PastaGen.Modules.PlacedAdaptation";
    public const string MergesIntoLinear = "PastaGen.Modules.IMergesIntoLinear";
    public const string StartsFromLinear = "PastaGen.Modules.IStartsFromLinear";
    public const string Place = "PastaGen.Modules.Place";
    public const string AdaptedLayers = "PastaGen.Modules.AdaptedLayers";
    public const string TrainsWeights = "PastaGen.TrainsWeightsAttribute";
    public const string Interchange = "PastaGen.InterchangeAttribute`1";
    public const string Excludes = "PastaGen.ExcludesAttribute";
    public const string LivesAt = "PastaGen.LivesAtAttribute";
    public const string Trains = "PastaGen.TrainsAttribute";
    public const string Open = "PastaGen.OpenAttribute";
    public const string Divides = "PastaGen.DividesAttribute";
    public const string Unbound = "PastaGen.UnboundAttribute";
    public const string EncoderConfig = "PastaGen.Modules.EncoderConfig";

    public const string Architecture = "PastaGen.ArchitectureAttribute";
    public const string ArchitectureMarker = "PastaGen.IArchitecture";
    public const string ConfigKey = "PastaGen.ConfigKeyAttribute";
    public const string Requires = "PastaGen.RequiresAttribute";
    public const string Positions = "PastaGen.PositionsAttribute";
    public const string SequenceHead = "PastaGen.SequenceHeadAttribute";
    public const string TokenHead = "PastaGen.TokenHeadAttribute";
    public const string MaskedLanguageHead = "PastaGen.MaskedLanguageHeadAttribute";
    public const string Block = "PastaGen.BlockAttribute";
    public const string Repeated = "PastaGen.RepeatedAttribute";
    public const string Weights = "PastaGen.WeightsAttribute";
    public const string BlockKind = "PastaGen.BlockKindAttribute";
    public const string BlockKindOf = "PastaGen.BlockKindAttribute`1";
    public const string Flow = "PastaGen.FlowAttribute";
    public const string Part = "PastaGen.PartAttribute";
    public const string EmbeddingFlow = "PastaGen.Modules.EmbeddingFlow";
    public const string SharedFlow = "PastaGen.Modules.SharedFlow";
    public const string MixingFlow = "PastaGen.Modules.MixingFlow";
    public const string PositionwiseFlow = "PastaGen.Modules.PositionwiseFlow";
    public const string FinalFlow = "PastaGen.Modules.FinalFlow";
    public const string PoolerFlow = "PastaGen.Modules.PoolerFlow";
    public const string Preset = "PastaGen.PresetAttribute";
}
