using PastaGen.Host.Terminals;

namespace PastaGen.Host.Progress;

/// <summary>Lines on standard error that prove in a quiet pipe that work goes on: one after every 30 seconds without another.</summary>
internal sealed class SignsOfLife : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly Terminal terminal;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private string state;

    /// <summary>Begins to count the silence.</summary>
    /// <param name="terminal">Where the lines go.</param>
    /// <param name="state">What goes on; written at each silence until another is told.</param>
    internal SignsOfLife(Terminal terminal, string state)
    {
        this.terminal = terminal;
        this.state = state;
        timer = terminal.Time.CreateTimer(_ => WriteState(), null, Silence, Silence);
    }

    /// <summary>Tells what goes on now, without a line.</summary>
    internal void Tell(string now)
    {
        lock (gate) state = now;
    }

    /// <summary>Writes a line, after which the silence is counted anew.</summary>
    internal void Write(string line)
    {
        lock (gate)
        {
            terminal.Note(line);
            timer.Change(Silence, Silence);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void WriteState()
    {
        lock (gate) terminal.Note(state);
    }
}
