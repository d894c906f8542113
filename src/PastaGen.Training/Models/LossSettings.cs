using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>What a run asks of its task's loss.</summary>
/// <param name="ClassWeights">How much each label's items count, <c>[labels]</c> in float32; null counts all alike.</param>
/// <param name="LabelSmoothing">Part of each target that is spread over all labels (Szegedy and others 2016, "Rethinking the Inception architecture", section 7).</param>
public readonly record struct LossSettings(Tensor? ClassWeights = null, double LabelSmoothing = 0);
