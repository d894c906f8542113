using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The state of a run on the disk, and the one before it, which is gone back to where the newer one is damaged.</summary>
internal sealed class StateFiles(string folder)
{
    /// <summary>The newest state's file name.</summary>
    public const string Newest = "state.safetensors";

    /// <summary>The file name of the one before.</summary>
    public const string Older = "state.1.safetensors";

    private readonly string newest = Path.Combine(folder, Newest);
    private readonly string older = Path.Combine(folder, Older);

    // A newest file that is damaged must not take the place of an older one that is not.
    private bool newestIsSound;

    /// <summary>Whether the folder holds a state, sound or not.</summary>
    public bool Exist => File.Exists(newest) || File.Exists(older);

    /// <summary>Opens the newest state that is sound.</summary>
    /// <param name="fellBack">The sentence about a newest state that was passed over; null where there is none.</param>
    /// <exception cref="BadInputException">There are states, and none is sound.</exception>
    public RunState Open(out string? fellBack)
    {
        try
        {
            var state = RunState.Open(newest);
            (fellBack, newestIsSound) = (null, true);
            return state;
        }
        catch (BadInputException unsound)
        {
            try
            {
                var state = RunState.Open(older);
                fellBack = $"{unsound.Message}; the run goes on from the state before it, update {state.Record.Progress.CompletedUpdates}";
                return state;
            }
            catch (BadInputException worse)
            {
                throw new BadInputException($"{unsound.Message}; and {worse.Message}; there is no state to go on from: choose another folder, or pass --fresh to start over", worse);
            }
        }
    }

    /// <summary>Writes a new state; the newest one becomes the older.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Save(RunRecord record, IReadOnlyDictionary<string, Tensor> tensors)
    {
        RunState.Write(newest, record, tensors, () =>
        {
            if (newestIsSound && File.Exists(newest)) File.Move(newest, older, overwrite: true);
            newestIsSound = false;
        });
        newestIsSound = true;
    }

    /// <summary>Takes away both states.</summary>
    public void Forget()
    {
        ForgetOlder();
        File.Delete(newest);
    }

    /// <summary>Takes away the older state, so that nothing is gone back to but what is saved from now on.</summary>
    public void ForgetOlder()
    {
        File.Delete(older);
        newestIsSound = false;
    }
}
