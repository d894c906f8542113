namespace PastaGen.Generator.Planning.States;

/// <summary>What training does with a linear, an embedding or a norm: its weight and its bias apart.</summary>
/// <param name="Weight">The weight's states.</param>
/// <param name="Bias">The bias's states, where it has one.</param>
internal sealed record LeafStates(StateRanges Weight, StateRanges Bias)
{
    /// <summary>One state everywhere.</summary>
    public static LeafStates Everywhere(State state, string reason) => new(StateRanges.Everywhere(state, reason), StateRanges.Everywhere(state, reason));

    /// <summary>Whether any of it is trained in some layer.</summary>
    public bool Trains => !Weight.In(State.Trained).AreNone || !Bias.In(State.Trained).AreNone;

    /// <summary>Whether all of it has a state in a run of layers.</summary>
    public bool AreIn(LayerRange layers, State state) =>
        Weight.Ranges.Concat(Bias.Ranges).All(known => known.Layers.Intersect(layers) is null || known.State == state);

    /// <summary>The states with a run of layers replaced.</summary>
    public LeafStates With(LayerRange layers, State state, string reason) => new(Weight.With(layers, state, reason), Bias.With(layers, state, reason));
}
