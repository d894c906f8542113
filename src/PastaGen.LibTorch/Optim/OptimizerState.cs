using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers about one parameter.</summary>
public abstract class OptimizerState
{
    /// <summary>The parameter.</summary>
    protected Parameter _parameter;

    /// <summary>The memory of a parameter.</summary>
    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    internal Parameter Parameter => _parameter;

    /// <summary>Forgets everything.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Copies another memory.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether two memories agree within rounding.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Moves the memory to a device.</summary>
    public virtual void to(Device device) { }
}
