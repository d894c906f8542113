using PastaGen.Modules;
using PastaGen.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Trains a model over batches of tensors, one update at a time. Owns the optimizer, not the model. All randomness of an update is a
/// function of the seed and the update's number, so equal batches give equal bits.
/// </summary>
public sealed class TrainingLoop : IDisposable
{
    private readonly TaskModel model;
    private readonly TrainingOptions options;
    private readonly Ranks ranks;
    private readonly List<Parameter> trained;
    private readonly AdamW optimizer;
    private readonly int totalSteps;
    private readonly int warmupSteps;

    /// <summary>A loop before its first update.</summary>
    /// <param name="model">The model, its weights loaded and on its device.</param>
    /// <param name="options">Rates, clipping, schedule and seed; what concerns data is not looked at.</param>
    /// <param name="totalSteps">Number of updates of the whole run, by which the schedule is stretched.</param>
    /// <exception cref="BadInputException">An option is out of range, the model has nothing to train, or trains weights that are not held in float32.</exception>
    public TrainingLoop(TaskModel model, TrainingOptions options, int totalSteps) : this(model, options, totalSteps, Ranks.Alone)
    {
    }

    /// <summary>A loop of one of several processes, whose updates are made of all their batches; each process makes each update.</summary>
    internal TrainingLoop(TaskModel model, TrainingOptions options, int totalSteps, Ranks ranks)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        options.Validate();
        this.model = model;
        this.options = options;
        this.ranks = ranks;
        this.totalSteps = totalSteps;
        warmupSteps = options.WarmupStepsOf(totalSteps);
        trained = [.. model.TrainedTensors().Select(tensor => tensor.Parameter)];
        if (trained.Count == 0) throw new BadInputException($"{model.Facts.Name} has no parameter to train");
        // An update below 1/256 of a bf16 weight would be lost, so nothing would be learned at usual rates.
        if (trained.Any(parameter => parameter.dtype != ScalarType.Float32)) throw new BadInputException(
            $"{model.Facts.Name} trains weights of the backbone, for which bf16 is too coarse; train it with --precision fp32, or choose a model that freezes the backbone");
        optimizer = new AdamW(model.ParameterGroups(options.Optimizer));
    }

    /// <summary>Number of updates so far.</summary>
    public int CompletedSteps { get; private set; }

    /// <summary>Makes one update from the gradients of one or more micro-batches.</summary>
    /// <param name="microBatches">The update's rows, with labels; they stay the caller's.</param>
    /// <param name="cancellation">Looked at before each micro-batch; the update is then not made.</param>
    /// <returns>The loss before the update, a mean over the rows of all micro-batches.</returns>
    /// <exception cref="BadInputException">The loss or the gradients are not finite; the update is not made.</exception>
    /// <exception cref="OperationCanceledException">The token asked to stop; the parameters are those of the last whole update.</exception>
    public StepResult Step(IReadOnlyList<TokenBatch> microBatches, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(microBatches);
        using var scope = NewDisposeScope();
        model.train();
        optimizer.zero_grad();
        var sums = ranks.Reduce(trained, Accumulate(microBatches, cancellation));
        if (sums.Stop) throw new OperationCanceledException(cancellation);
        if (sums.Items == 0) throw new ArgumentException("an update needs a row with a label", nameof(microBatches));
        var loss = sums.Loss;
        if (!double.IsFinite(loss)) throw NotFinite("loss", loss);
        // Without clipping the norm is still measured: it shows a run that goes wrong before the loss does.
        var norm = nn.utils.clip_grad_norm_(trained.Where(parameter => parameter.grad is not null), options.MaxGradNorm > 0 ? options.MaxGradNorm : double.MaxValue);
        if (!double.IsFinite(norm)) throw NotFinite("gradient's norm", norm);

        var rate = SetLearningRates();
        optimizer.step();
        CompletedSteps++;
        return new StepResult(CompletedSteps, loss, norm, rate);
    }

    private UpdateSums Accumulate(IReadOnlyList<TokenBatch> microBatches, CancellationToken cancellation)
    {
        var items = microBatches.Select(CountItems).ToArray();
        var total = items.Sum();
        var losses = new List<Tensor>();
        for (var micro = 0; micro < microBatches.Count; micro++)
        {
            // Not thrown from here: the other processes must hear of it where they wait.
            if (cancellation.IsCancellationRequested) return new UpdateSums(0, total, Stop: true);
            if (items[micro] == 0) continue;
            using var scope = NewDisposeScope();
            manual_seed(RandomSeeds.ForDropout(options.Seed, CompletedSteps, micro, ranks.Index));
            using var output = model.forward(microBatches[micro]);
            var logits = output.Logits ?? throw new BadInputException($"{model.Facts.Name} was loaded without labels and has no head to train");
            // The model's loss is a mean over its rows; its share of the update is their part of all rows.
            var share = model.Loss(logits, microBatches[micro].Labels!).mul((double)items[micro] / total);
            share.backward();
            losses.Add(share.detach().MoveToOuterDisposeScope());
        }
        // Read once all work is under way: a GPU would have to finish each micro-batch before it got the next.
        var loss = losses.Sum(share => (double)share.item<float>());
        return new UpdateSums(loss, total, cancellation.IsCancellationRequested);
    }

    // Labels per row count rows; labels per token count what is not ignored.
    private static long CountItems(TokenBatch batch)
    {
        var labels = batch.Labels ?? throw new ArgumentException("a batch without labels cannot be trained on", nameof(batch));
        if (labels.dim() < 2) return labels.shape[0];
        using var scope = NewDisposeScope();
        return labels.ne(TensorFileBatch.IgnoredLabel).sum().item<long>();
    }

    private double SetLearningRates()
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = Rate(group.InitialLearningRate);
        return Rate(options.LearningRate);
    }

    private double Rate(double peak) => options.LearningRateSchedule.RateAt(peak, CompletedSteps, warmupSteps, totalSteps);

    private BadInputException NotFinite(string what, double value) => new(FormattableString.Invariant(
        $"the {what} of update {CompletedSteps + 1} is {value}; training stopped before that update, the learning rate ({Rate(options.LearningRate):g3} there) is most likely too high"));

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();
}
