using PastaGen.LibTorch;
using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>What every emitted model offers to a trainer and a host: one forward pass, and the plan's answers in typed form.</summary>
public abstract class TaskModel : nn.Module
{
    /// <summary>A module tree of the given sizes.</summary>
    /// <param name="facts">What the compiler knows of the model.</param>
    /// <param name="shape">What its plan leaves open.</param>
    protected TaskModel(ModelFacts facts, ModelShape shape) : base(facts.Name)
    {
        Facts = facts;
        Shape = shape;
    }

    /// <summary>What the compiler knows of the model.</summary>
    public ModelFacts Facts { get; }

    /// <summary>What the plan left open, filled in.</summary>
    public ModelShape Shape { get; }

    /// <summary>The backbone's sizes and settings.</summary>
    public EncoderConfig Config => Shape.Config;

    /// <summary>The one forward pass, which trains and predicts.</summary>
    /// <param name="batch">The input.</param>
    /// <param name="states">Collects hidden states where they are asked for; null computes only what the head reads.</param>
    /// <returns>The head's and the pooler's answers; the caller disposes of them.</returns>
    public abstract ModelOutput forward(TokenBatch batch, HiddenStates? states = null);

    /// <summary>
    /// Whether products run under autocast in bfloat16, by libtorch's own lists: so for weights that are trained in that precision. Set by
    /// <see cref="BackboneLoader"/>.
    /// </summary>
    public bool UsesAutocast { get; internal set; }

    /// <summary>
    /// Whether each layer keeps its input alone for the backward pass, which computes the layer again. Changes memory and time, and no bit
    /// of losses and gradients. Set by <see cref="TrainingLoop"/>.
    /// </summary>
    public bool ActivationCheckpointing { get; internal set; }

    /// <summary>Computes a layer, in the backward pass too where that is wanted.</summary>
    /// <param name="layer">The layer's number, counted from 0.</param>
    /// <param name="hidden">What the layer gets, <c>[tokens, hidden]</c>.</param>
    /// <param name="compute">The layer and what is woven in at its input, of the number and of <c>[tokens, hidden]</c>; what else it uses lives until the backward pass.</param>
    /// <returns>What the layer gives.</returns>
    protected Tensor RunLayer(int layer, Tensor hidden, Func<int, Tensor, Tensor> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        return ActivationCheckpointing ? Checkpoint.Run(hidden, input => compute(layer, input)) : compute(layer, hidden);
    }

    /// <summary>The forward pass in the model's precision. The loss belongs outside of it, over logits in float32.</summary>
    /// <param name="batch">The input.</param>
    /// <param name="states">Collects hidden states where they are asked for; null computes only what the head reads.</param>
    /// <returns>The head's and the pooler's answers; the caller disposes of them.</returns>
    public ModelOutput Compute(TokenBatch batch, HiddenStates? states = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var autocast = UsesAutocast ? Autocast.Enter(batch.InputIds.device, ScalarType.BFloat16) : null;
        return forward(batch, states);
    }

    /// <summary>The task's loss of every item, 0 where an item is not to be counted; sums of them are what training divides.</summary>
    /// <param name="logits"><c>[items, labels]</c>.</param>
    /// <param name="labels">The items' labels or numbers, <c>[items]</c>, or a number for each label, <c>[items, labels]</c>.</param>
    /// <param name="settings">Weights and smoothing.</param>
    /// <returns><c>[items]</c>.</returns>
    public abstract Tensor ItemLosses(Tensor logits, Tensor labels, LossSettings settings);

    /// <summary>The task's loss, a mean over the items that count, without weights and smoothing.</summary>
    /// <param name="logits"><c>[items, labels]</c>.</param>
    /// <param name="labels">The items' labels or numbers, <c>[items]</c>, or a number for each label, <c>[items, labels]</c>.</param>
    /// <returns>A scalar.</returns>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var losses = ItemLosses(logits, labels, default);
        // Numbers all count; label ids may be those of items that do not.
        return (labels.is_floating_point() ? losses.mean() : losses.sum().div(labels.ne(TensorFileBatch.IgnoredLabel).sum())).MoveToOuterDisposeScope();
    }

    /// <summary>Takes every weight of the backbone from its file.</summary>
    /// <param name="file">The file.</param>
    public abstract void Load(BackboneReader file);

    /// <summary>Gives fresh values to what no backbone holds: adaptations and head, drawn from the engine's generator.</summary>
    public abstract void InitializeTrained();

    /// <summary>Gives fresh values to what follows from weights of the backbone, once they are loaded.</summary>
    public virtual void StartFromBackbone()
    {
    }

    /// <summary>Every parameter that training changes: the delta's content, in its order.</summary>
    public abstract IEnumerable<TrainedTensor> TrainedTensors();

    /// <summary>Whether weights of the backbone can hold everything that the model's adaptations do.</summary>
    public virtual bool CanMerge => false;

    /// <summary>
    /// Writes what adaptations do into weights of the backbone, and leaves the adaptations without effect: the model computes what it did, but for
    /// rounding.
    /// </summary>
    /// <returns>The weights that were changed, by their names in a backbone's file; a weight may come more than once.</returns>
    /// <exception cref="NotSupportedException">No weights of the backbone can hold them: see <see cref="CanMerge"/>.</exception>
    public virtual IEnumerable<TrainedTensor> MergeAdaptations() => throw new NotSupportedException($"no weights of the backbone can hold what {Facts.Name} adds");

    /// <summary>The same parameters as the optimizer's groups, each with its learning rate and decay.</summary>
    /// <param name="settings">Rates and decay.</param>
    public abstract IReadOnlyList<AdamW.ParamGroup> ParameterGroups(OptimizerSettings settings);
}
