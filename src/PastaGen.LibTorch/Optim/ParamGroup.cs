using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Parameters that share settings.</summary>
public class ParamGroup : ILearningRateController
{
    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The settings.</summary>
    public OptimizerOptions Options { get; set; } = new();

    /// <summary>The learning rate.</summary>
    public double LearningRate { get => Options.LearningRate ?? 0; set => Options.LearningRate = value; }

    /// <summary>The learning rate from which schedules compute.</summary>
    public double InitialLearningRate { get => Options.InitialLearningRate; set => Options.InitialLearningRate = value; }
}

/// <summary>Parameters that share settings of one optimizer.</summary>
/// <typeparam name="TOptions">The optimizer's settings.</typeparam>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    /// <summary>An empty group.</summary>
    public ParamGroup() { }

    /// <summary>A group of parameters and settings.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = [.. parameters];
        if (options is not null) Options = options;
    }

    /// <summary>The settings.</summary>
    public new TOptions Options { get => (TOptions)base.Options; set => base.Options = value; }
}
