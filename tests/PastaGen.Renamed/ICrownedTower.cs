namespace PastaGen.Renamed;

/// <summary>The tower with heads of several parts: what may stand before an answer, each in one head and not in another.</summary>
[Architecture("tower", Prefix = "tower.")]
[SequenceHead("crown.verdict", HeadInput.FirstPosition, Dense = "crown.band", Activation = Activation.Tanh, DropsInput = true)]
[TokenHead("crest.verdict", Dense = "crest.band", DenseHasBias = false, Norm = "crest.edge", NormHasBias = false, Dropout = HeadDropout.Hidden)]
[MaskedLanguageHead("seal", Dense = "seal.band", Activation = Activation.Relu, Norm = "seal.edge")]
public interface ICrownedTower : ITower;
