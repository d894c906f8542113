using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Marks modules without parameters.</summary>
public interface IParameterLessModule;

/// <summary>A module of one input without parameters.</summary>
/// <typeparam name="T1">The type of the input.</typeparam>
/// <typeparam name="TResult">The type of the result.</typeparam>
public abstract class ParameterLessModule<T1, TResult> : Module<T1, TResult>, IParameterLessModule
{
    /// <summary>A module of a name.</summary>
    protected ParameterLessModule(string name) : base(name) { }
}
