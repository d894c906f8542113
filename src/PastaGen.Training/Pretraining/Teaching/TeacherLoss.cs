using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Learning from another encoder's vectors of the same text: <c>1 - cosine(P m, t)</c>, where m is the mean of the states of a passage's
/// tokens, masked as they are, or the first of them, t the teacher's vector of the passage, and P a matrix without bias that lives in training
/// alone; or the mean of that over a passage's pieces, m and t being a piece's. Learning from a teacher's representation through a matrix is
/// that of Romero et al. 2015 (arXiv 1412.6550, equation 3) and the cosine of states that of Sanh et al. 2019 (arXiv 1910.01108, section 3);
/// one vector a passage, pieces of two tokenizers, and states of masked input are this program's choice.
/// </summary>
internal sealed class TeacherLoss : AuxiliaryLoss
{
    private readonly Parameter projection;

    /// <summary>The loss of a pair of encoders.</summary>
    /// <param name="hidden">The width of the student's states.</param>
    /// <param name="width">The width of the teacher's vectors.</param>
    /// <param name="weight">What the loss is multiplied by.</param>
    /// <param name="device">Where the student lives.</param>
    public TeacherLoss(int hidden, int width, double weight, Device device) : base(weight)
    {
        using var _ = no_grad();
        // So that P m has about the length of m, whatever the widths.
        projection = new Parameter(DeviceCopy.Of(randn([width, hidden]).div_(Math.Sqrt(width)), device));
        projection.DetachFromDisposeScope();
        TrainedTensors = [new("teacher.projection.weight", null, projection)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedTensor> TrainedTensors { get; }

    /// <summary>The cosine of each row's projected vector and the teacher's, a mean where it has several, 0 where it has none, <c>[batch]</c>; the model has just computed the batch.</summary>
    public Tensor Cosines(TokenBatch batch) => PerRow(batch, cosines => cosines);

    /// <inheritdoc/>
    public override Tensor RowLosses(TokenBatch batch) => PerRow(batch, cosines => 1 - cosines);

    /// <inheritdoc/>
    public override int CountRows(TokenBatch batch) => batch.Vectors!.CountRows(batch.Rows);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        projection.Dispose();
    }

    private Tensor PerRow(TokenBatch batch, Func<Tensor, Tensor> ofCosines)
    {
        using var scope = NewDisposeScope();
        var seen = nn.functional.normalize(batch.Vectors!.Value.matmul(projection.t()));
        var cosines = (seen * batch.VectorTargets!).sum(1);   // [vectors]
        return batch.Vectors.PerRow(ofCosines(cosines), batch.Rows).MoveToOuterDisposeScope();
    }
}
