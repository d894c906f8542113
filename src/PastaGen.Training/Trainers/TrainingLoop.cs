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
    private readonly List<TrainedTensor> tensors;
    private readonly List<Parameter> trained;
    private readonly AdamW optimizer;
    private readonly int totalSteps;
    private readonly int warmupSteps;
    private readonly LossSettings loss;
    private readonly AuxiliaryLoss? auxiliary;

    /// <summary>A loop before its first update.</summary>
    /// <param name="model">The model, its weights loaded and on its device.</param>
    /// <param name="options">Rates, clipping, schedule and seed; what concerns data is not looked at.</param>
    /// <param name="totalSteps">Number of updates of the whole run, by which the schedule is stretched.</param>
    /// <param name="classWeights">How much each label's items count, by label id; null counts all alike.</param>
    /// <exception cref="BadInputException">An option is out of range, or the model has nothing to train.</exception>
    public TrainingLoop(TaskModel model, TrainingOptions options, int totalSteps, IReadOnlyList<double>? classWeights = null)
        : this(model, options, totalSteps, classWeights, Ranks.Alone)
    {
    }

    /// <summary>A loop of one of several processes, whose updates are made of all their batches; each process makes each update.</summary>
    internal TrainingLoop(TaskModel model, TrainingOptions options, int totalSteps, IReadOnlyList<double>? classWeights, Ranks ranks)
        : this(model, options, totalSteps, classWeights, ranks, model.ParameterGroups(options.Optimizer), auxiliary: null)
    {
    }

    /// <summary>A loop with the optimizer's groups given, and with a loss beside the model's; that stays the caller's.</summary>
    internal TrainingLoop(
        TaskModel model, TrainingOptions options, int totalSteps, IReadOnlyList<double>? classWeights, Ranks ranks, IEnumerable<AdamW.ParamGroup> groups, AuxiliaryLoss? auxiliary)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        options.Validate();
        this.model = model;
        this.options = options;
        this.ranks = ranks;
        this.totalSteps = totalSteps;
        model.ActivationCheckpointing = options.ActivationCheckpointing;
        warmupSteps = options.WarmupStepsOf(totalSteps);
        this.auxiliary = auxiliary;
        tensors = [.. model.TrainedTensors(), .. auxiliary?.TrainedTensors ?? []];
        trained = [.. tensors.Select(tensor => tensor.Parameter)];
        if (trained.Count == 0) throw new BadInputException($"{model.Facts.Name} has no parameter to train");
        optimizer = new AdamW(groups);
        var weights = classWeights is null ? null : tensor([.. classWeights.Select(weight => (float)weight)], device: trained[0].device).DetachFromDisposeScope();
        loss = new LossSettings(weights, options.LabelSmoothing);
    }

    /// <summary>Number of updates so far.</summary>
    public int CompletedSteps { get; private set; }

    /// <summary>What the optimizer remembers about each trained tensor; its own, not copies.</summary>
    internal IEnumerable<(TrainedTensor Tensor, AdamW.State State)> Memory()
    {
        var states = new Dictionary<Parameter, AdamW.State>(ReferenceEqualityComparer.Instance);
        foreach (var (parameter, state) in optimizer.parameters().Zip(optimizer.state_dict().State)) states.Add(parameter, (AdamW.State)state);
        return tensors.Select(tensor => (tensor, states[tensor.Parameter]));
    }

    /// <summary>Goes on after updates that another process made; the parameters and <see cref="Memory"/> are those that it left.</summary>
    /// <param name="completedSteps">Number of those updates.</param>
    internal void ContinueAfter(int completedSteps) => CompletedSteps = completedSteps;

    /// <summary>Makes one update from the gradients of one or more micro-batches.</summary>
    /// <param name="microBatches">The update's rows, with labels; they stay the caller's.</param>
    /// <param name="cancellation">Looked at before each micro-batch; the update is then not made.</param>
    /// <returns>The loss before the update, a mean over the items of all micro-batches; with class weights, a mean by weight.</returns>
    /// <exception cref="NonFiniteException">The loss or the gradients are not finite; the update is not made.</exception>
    /// <exception cref="OperationCanceledException">The token asked to stop; the parameters are those of the last whole update.</exception>
    public StepResult Step(IReadOnlyList<TokenBatch> microBatches, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(microBatches);
        using var scope = NewDisposeScope();
        model.train();
        optimizer.zero_grad();
        var sums = ranks.Reduce(trained, Accumulate(microBatches, cancellation));
        if (sums.Stop) throw new OperationCanceledException(cancellation);
        if (sums.Items == 0) throw new ArgumentException("an update needs a row with a label that counts", nameof(microBatches));
        var mean = sums.Loss;
        if (!double.IsFinite(mean)) throw NotFinite("loss", mean);
        // Without clipping the norm is still measured: it shows a run that goes wrong before the loss does.
        var norm = nn.utils.clip_grad_norm_(trained.Where(parameter => parameter.grad is not null), options.MaxGradNorm > 0 ? options.MaxGradNorm : double.MaxValue);
        if (!double.IsFinite(norm)) throw NotFinite("gradient's norm", norm);

        var rate = SetLearningRates();
        optimizer.step();
        CompletedSteps++;
        return new StepResult(CompletedSteps, mean, norm, rate) { AuxiliaryLoss = auxiliary?.TakeMean() };
    }

    private UpdateSums Accumulate(IReadOnlyList<TokenBatch> microBatches, CancellationToken cancellation)
    {
        var items = microBatches.Select(CountItems).ToArray();
        var total = items.Sum();
        auxiliary?.Begin(microBatches);
        var losses = new List<Tensor>();
        for (var micro = 0; micro < microBatches.Count; micro++)
        {
            // Not thrown from here: the other processes must hear of it where they wait.
            if (cancellation.IsCancellationRequested) return new UpdateSums(0, total, Stop: true);
            if (items[micro] == 0) continue;
            using var scope = NewDisposeScope();
            manual_seed(RandomSeeds.ForDropout(options.Seed, CompletedSteps, micro, ranks.Index));
            using var output = model.Compute(microBatches[micro]);
            var logits = output.Logits ?? throw new BadInputException($"{model.Facts.Name} was loaded without labels and has no head to train");
            // Divided by the items of the whole update, so that the cut into micro-batches changes nothing.
            var share = model.ItemLosses(logits.to(ScalarType.Float32), microBatches[micro].Labels!, loss).sum().div(total);
            (auxiliary is null ? share : share + auxiliary.Share(microBatches[micro])).backward();
            losses.Add(share.detach().MoveToOuterDisposeScope());
        }
        // Read once all work is under way: a GPU would have to finish each micro-batch before it got the next.
        var sum = losses.Sum(part => (double)part.item<float>());
        return new UpdateSums(sum, total, cancellation.IsCancellationRequested);
    }

    // What the sum of the items' losses is divided by: the items that are not ignored, or their weights together, as an undivided
    // batch's mean has it.
    private double CountItems(TokenBatch batch)
    {
        var labels = batch.Labels ?? throw new ArgumentException("a batch without labels cannot be trained on", nameof(batch));
        if (loss.ClassWeights is not { } weights) return batch.CountedLabels ?? labels.shape[0];
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var counts = labels.ne(TensorFileBatch.IgnoredLabel);
        return weights.index_select(0, labels.masked_select(counts)).sum(ScalarType.Float64).item<double>();
    }

    private double SetLearningRates()
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = Rate(group.InitialLearningRate);
        return Rate(options.LearningRate);
    }

    private double Rate(double peak) => options.LearningRateSchedule.RateAt(peak, CompletedSteps, warmupSteps, totalSteps);

    private NonFiniteException NotFinite(string what, double value) => new(FormattableString.Invariant(
        $"the {what} of update {CompletedSteps + 1} is {value}; training stopped before that update, the learning rate ({Rate(options.LearningRate):g3} there) is most likely too high"));

    /// <inheritdoc/>
    public void Dispose()
    {
        loss.ClassWeights?.Dispose();
        optimizer.Dispose();
    }
}
