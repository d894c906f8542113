using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary><see cref="HandBert"/> with faults that are injected: losses that are no numbers or drift, and a device that is too small.</summary>
internal sealed class FaultyBert(ModelFacts facts, ModelShape shape, Predicate<int> isNan, Predicate<int> drifts, int mostRows) : HandBert(facts, shape)
{
    private int trainedBatches;
    private int evaluatedBatches;

    public static ModelDefinition Define(Predicate<int>? isNan = null, Predicate<int>? drifts = null, int mostRows = int.MaxValue) =>
        HandBertPlan.Pasta with { Create = shape => new FaultyBert(HandBertPlan.Pasta.Facts, shape, isNan ?? (_ => false), drifts ?? (_ => false), mostRows) };

    public override ModelOutput forward(TokenBatch batch, HiddenStates? states = null) =>
        training && batch.Rows.Count > mostRows ? throw new InvalidOperationException("CUDA out of memory. Tried to allocate 2.00 GiB") : base.forward(batch, states);

    // Counts from 1, as updates are.
    public override Tensor ItemLosses(Tensor logits, Tensor labels, LossSettings settings)
    {
        var losses = base.ItemLosses(logits, labels, settings);
        if (training) return isNan(++trainedBatches) ? losses * double.NaN : losses;
        return drifts(++evaluatedBatches) ? losses * 1.5 : losses;
    }
}
