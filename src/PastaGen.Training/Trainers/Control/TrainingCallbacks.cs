using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The callbacks of a run, and what they remember as a part of how far the run is.</summary>
internal sealed class TrainingCallbacks
{
    private readonly IReadOnlyList<ITrainingCallback> callbacks;
    private readonly TrainingControl control;

    /// <summary>Callbacks that steer by a control.</summary>
    /// <exception cref="BadInputException">Two of them have one name.</exception>
    public TrainingCallbacks(IEnumerable<ITrainingCallback> callbacks, TrainingControl control)
    {
        this.callbacks = [.. callbacks];
        this.control = control;
        if (this.callbacks.GroupBy(callback => callback.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BadInputException($"two callbacks have the name \"{twice.Key}\"; expected one name each, by which their state is kept");
    }

    /// <summary>Tells every callback of an event.</summary>
    public void Tell(TrainingEvent happened)
    {
        foreach (var callback in callbacks) callback.Happened(happened, control);
    }

    /// <summary>What they remember, by name.</summary>
    public Dictionary<string, string> Save() => callbacks.ToDictionary(callback => callback.Name, callback => callback.SaveState(), StringComparer.Ordinal);

    /// <summary>Gives back what they remembered.</summary>
    /// <exception cref="BadInputException">The run was begun with other callbacks.</exception>
    public void Load(IReadOnlyDictionary<string, string> states)
    {
        if (states.Keys.FirstOrDefault(name => callbacks.All(callback => callback.Name != name)) is { } missing)
            throw new BadInputException($"the run was begun with a callback \"{missing}\", which is not there; add it to the trainer, or start over");
        if (callbacks.FirstOrDefault(callback => !states.ContainsKey(callback.Name)) is { } added)
            throw new BadInputException($"the run was begun without the callback \"{added.Name}\"; leave it out, or start over");
        foreach (var callback in callbacks) callback.LoadState(states[callback.Name]);
    }
}
