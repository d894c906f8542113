namespace PastaGen.Renamed;

/// <summary>The tower whose config.json says what its head for texts reads, and by which activation.</summary>
[Architecture("tower", Prefix = "tower.")]
[ConfigKey(ConfigSetting.HeadInputDropout, "crown_dropout", Fallback = 0.0)]
[SequenceHead(
    "crown.verdict", HeadInput.FirstPosition, ReadsKey = "crown_reads", Dense = "crown.band", Activation = Activation.Tanh, ActivationKey = "crown_activation",
    DropsInput = true)]
public interface ISwayingTower : ITower;

/// <summary>The tower whose head for texts reads the mean of all states.</summary>
[Architecture("tower", Prefix = "tower.")]
[SequenceHead("crown.verdict", HeadInput.Mean)]
public interface ILevelTower : ITower;
