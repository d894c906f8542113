namespace PastaGen;

/// <summary>
/// Bias-term fine-tuning: the biases that the encoder has are trained, those of its norms too; everything else is frozen (Ben Zaken et al. 2022, "BitFit",
/// arXiv 2106.10199).
/// </summary>
[TrainsWeights("bitfit", WeightKinds.LinearBiases | WeightKinds.NormBiases)]
public sealed class BitFitAttribute : AdaptationAttribute;
