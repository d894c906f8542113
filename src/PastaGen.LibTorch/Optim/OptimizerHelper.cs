using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What every optimizer here shares: its memory per parameter, and the round over the groups.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> memory = new(ReferenceEqualityComparer.Instance);

    /// <summary>An optimizer without groups yet.</summary>
    public OptimizerHelper() : base(0) { }

    /// <summary>Settings where a group has none.</summary>
    protected OptimizerOptions _defaults = new();

    /// <summary>What is remembered about each parameter, and the groups' settings.</summary>
    public virtual StateDictionary state_dict()
    {
        var state = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            var places = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                places.Add(state.State.Count);
                state.State.Add(memory[parameter]);
            }
            state.Options.Add(group.Options);
            state.StateIndexRef.Add(places);
        }
        return state;
    }

    /// <summary>Copies memory and settings of an optimizer with the same groups.</summary>
    /// <exception cref="ArgumentException">The groups differ in number or size.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
            throw new ArgumentException($"the state has {state_dict.Options.Count} groups and {state_dict.State.Count} parameters, and the optimizer {own.Options.Count} and {own.State.Count}", nameof(state_dict));
        for (var i = 0; i < own.Options.Count; i++)
            if (!ReferenceEquals(own.Options[i], state_dict.Options[i])) own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < own.State.Count; i++)
            if (!ReferenceEquals(own.State[i], state_dict.State[i])) own.State[i].LoadStateDict(state_dict.State[i]);
    }

    /// <summary>Moves what is remembered to a device.</summary>
    public void to(Device device)
    {
        foreach (var state in memory.Values) state.to(device);
    }

    /// <summary>Remembers a new parameter.</summary>
    /// <exception cref="ArgumentException">The parameter is in the optimizer already.</exception>
    internal void Remember(Parameter parameter, OptimizerState state)
    {
        if (!memory.TryAdd(parameter, state)) throw new ArgumentException($"a parameter of shape [{string.Join(", ", parameter.shape)}] is in the optimizer twice; a tied weight belongs into one group", nameof(parameter));
    }

    internal TState Recall<TState>(Parameter parameter) where TState : OptimizerState => (TState)memory[parameter];

    /// <summary>Calls the closure, where there is one, and then a function for each group, recording nothing.</summary>
    protected Tensor _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var recorded = enable_grad();
            loss = loss_closure();
        }
        using var untracked = no_grad();
        foreach (var group in _parameter_groups) body((T)group);
        return loss!;
    }

    /// <summary>Frees what is remembered about the parameters.</summary>
    internal void Forget()
    {
        foreach (var state in memory.Values) (state as IDisposable)?.Dispose();
        memory.Clear();
    }
}
