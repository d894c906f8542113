using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.States;

/// <summary>
/// Decides what training does with each of the backbone's weights, in three layers: what the method says, over it what the
/// architecture's annotations say, over them what the model's overrides say.
/// </summary>
internal sealed class StatePlanner(ModelSpec model, IReadOnlyList<ArchitecturePlace> places, Sizes? sizes, List<Complaint> complaints)
{
    private readonly LeafStates[] states = new LeafStates[places.Count];

    /// <summary>The states of each place, in the order of the places.</summary>
    public IReadOnlyList<PlacedStates> Plan()
    {
        for (var i = 0; i < places.Count; i++) states[i] = Unoverridden(places[i]);
        foreach (var each in model.Overrides) Apply(each);
        OverrideChecks.Contradictions(model, places, complaints);
        return [.. places.Select((place, i) => new PlacedStates(place, states[i].Weight, states[i].Bias))];
    }

    private LeafStates Unoverridden(ArchitecturePlace place)
    {
        var (state, reason) = Method();
        var states = LeafStates.Everywhere(state, reason);
        if (model.Learns)
            foreach (var adaptation in AdaptationPlanner.InOrder(model.Adaptations))
                states = AdaptedWeights.Train(adaptation, place, model.Architecture, states);
        foreach (var link in place.Links)
            states = link.Property.Annotation switch
            {
                Annotation.Frozen => LeafStates.Everywhere(State.Frozen, $"the architecture freezes {link.Property.Name}"),
                Annotation.Trained when model.Learns => LeafStates.Everywhere(State.Trained, $"the architecture trains {link.Property.Name}"),
                _ => states,
            };
        return states.Trains && !IsRead(place) ? LeafStates.Everywhere(State.Frozen, "the head does not read it") : states;
    }

    // A pooler makes one state, for heads that read it alone.
    private bool IsRead(ArchitecturePlace place) =>
        BlockKinds.Find(place.Block.Kind)?.Placement != Placement.Pooler || HeadPlanner.Reads(model) is null or HeadState.PooledOutput;

    private (State State, string Reason) Method()
    {
        if (!model.Learns) return (State.Frozen, "nothing is learned from features");
        if (model.Methods.Count == 0)
        {
            var adaptations = $"{string.Join(" and ", model.Adaptations.Select(each => each.Id))} {(model.Adaptations.Count > 1 ? "train" : "trains")}";
            var trainsWeights = model.Adaptations.Any(each => each.Weights.Any(each.Trains));
            return (State.Frozen, $"{adaptations} {(trainsWeights ? "other weights" : "nothing of the backbone")}");
        }
        return model.Methods[0].TrainsBackbone ? (State.Trained, "everything is trained") : (State.Frozen, "the head alone is trained");
    }

    private void Apply(OverrideSpec each)
    {
        var owned = places.Where(place => place.Links.Any(link => link.IsOf(each.Block))).ToArray();
        if (!OverrideChecks.Members(each, model.Architecture, places, owned, complaints)) return;
        var selected = Enumerable.Range(0, places.Count).Where(i => OverrideChecks.Selects(each, places[i])).ToArray();
        if (OverrideChecks.Range(each, [.. selected.Select(i => places[i])], sizes, complaints) is not { } range) return;

        // What nothing reads has no gradient: it would stand in the optimizer and in every delta for nothing.
        if (each.Trains)
        {
            selected = [.. selected.Where(i => IsRead(places[i]))];
            if (selected.Length == 0)
            {
                // Where nothing is learned, that is the one mistake to be told.
                if (model.Learns)
                    complaints.Add(new(
                        ComplaintIds.OverrideMatchesNothing, each.Anchor,
                        [OverrideChecks.Name(each), each.Block.Name, "the model's head does not read what a pooler gives"]));
                return;
            }
        }

        var state = each.Trains ? State.Trained : State.Frozen;
        var reason = $"the model {(each.Trains ? "trains" : "freezes")} {OverrideChecks.Describe(each)}";
        if (selected.All(i => states[i].AreIn(range, state)))
            complaints.Add(new(
                ComplaintIds.OverrideWithoutEffect, each.Anchor,
                [OverrideChecks.Name(each), each.Block.Name, each.Members.Count == 0 ? "all it names" : string.Join(", ", each.Members),
                    each.Trains ? "is trained" : "is frozen", states[selected[0]].Weight.Ranges[0].Reason]));
        foreach (var i in selected) states[i] = states[i].With(range, state, reason);
    }
}

/// <summary>Weights where they stand, with their states.</summary>
/// <param name="Place">The weights.</param>
/// <param name="Weight">What training does with the weight.</param>
/// <param name="Bias">What training does with the bias, where there is one.</param>
internal sealed record PlacedStates(ArchitecturePlace Place, StateRanges Weight, StateRanges Bias)
{
    /// <summary>The layers in which all of it is frozen.</summary>
    public LayerRanges Frozen => Place.Weights.HasBias ? Weight.Frozen.Intersect(Bias.Frozen) : Weight.Frozen;
}
