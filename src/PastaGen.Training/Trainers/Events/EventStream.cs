using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PastaGen.Training;

/// <summary>Runs a training on a thread of its own and hands its events to a reader.</summary>
internal static class EventStream
{
    /// <summary>
    /// Updates that may wait for the reader. Beyond them updates are passed over, so that a reader who sleeps neither holds up the run nor
    /// fills the memory; all other events wait as long as it takes.
    /// </summary>
    public const int MostWaitingSteps = 1024;

    /// <summary>Events of a run that begins with the enumeration and is stopped, and waited for, when the enumeration is left.</summary>
    /// <param name="train">The run; it tells its events to what it is given.</param>
    /// <param name="cancellation">Stops the run, whose exception ends the enumeration.</param>
    public static async IAsyncEnumerable<TrainingEvent> Of(
        Action<Action<TrainingEvent>, CancellationToken> train, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = Channel.CreateUnbounded<TrainingEvent>(new() { SingleReader = true, SingleWriter = true });
        var waitingSteps = 0;
        // A thread of its own, for the pool's are not made for work of hours.
        var run = Task.Factory.StartNew(Train, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (happened is StepCompleted) Interlocked.Decrement(ref waitingSteps);
                yield return happened;
            }
            await run.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // Whoever left no longer asks how the run ended, only that it has.
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Train()
        {
            try
            {
                train(Tell, stop.Token);
            }
            finally
            {
                events.Writer.Complete();
            }
        }

        void Tell(TrainingEvent happened)
        {
            if (happened is StepCompleted && Interlocked.Increment(ref waitingSteps) > MostWaitingSteps)
            {
                Interlocked.Decrement(ref waitingSteps);
                return;
            }
            events.Writer.TryWrite(happened);
        }
    }
}
