using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss of two inputs.</summary>
/// <typeparam name="T1">The type of the prediction.</typeparam>
/// <typeparam name="T2">The type of the target.</typeparam>
/// <typeparam name="TResult">The type of the result.</typeparam>
public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
{
    /// <summary>A loss with a reduction.</summary>
    public Loss(nn.Reduction reduction = nn.Reduction.Mean) : base(nameof(Loss<,,>)) => this.reduction = reduction;

    /// <summary>What becomes of the elements.</summary>
    public nn.Reduction reduction { get; }
}

/// <summary>A loss of two inputs with weights.</summary>
/// <typeparam name="T1">The type of the prediction.</typeparam>
/// <typeparam name="T2">The type of the target.</typeparam>
/// <typeparam name="TResult">The type of the result.</typeparam>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    /// <summary>A loss with weights and a reduction.</summary>
    public WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) => this.weight = weight;

    /// <summary>The weights.</summary>
    public Tensor? weight { get; }
}
