using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Layer norm tuning: gains and biases of the encoder's norms are trained; everything else is frozen (Qi et al. 2022, "Parameter-Efficient Tuning on Layer
/// Normalization for Pre-trained Language Models", arXiv 2211.08682).
/// </summary>
[TrainsWeights("layer-norm", WeightKinds.NormGains | WeightKinds.NormBiases)]
[Interchange<LayerNormPythonFormat>]
public sealed class LayerNormTuningAttribute : AdaptationAttribute;
