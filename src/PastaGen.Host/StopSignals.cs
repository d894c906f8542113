using System.Runtime.InteropServices;

namespace PastaGen.Host;

/// <summary>Ctrl-C and SIGTERM: the first asks the verb to end cleanly, the second is left to the system, which ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int received;

    internal StopSignals() =>
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive)];

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => source.Token;

    /// <summary>128 and the number of the signal that came; that of Ctrl-C where none did.</summary>
    internal int ExitCode { get; private set; } = Host.ExitCode.Stopped;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Receive(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref received) > 1) return;
        signal.Cancel = true;
        if (signal.Signal == PosixSignal.SIGTERM) ExitCode = Host.ExitCode.Terminated;
        source.Cancel();
    }
}
