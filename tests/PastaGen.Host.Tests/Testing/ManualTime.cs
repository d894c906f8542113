namespace PastaGen.Host.Tests.Testing;

/// <summary>A clock with one periodic timer, which stands still until it is told to move.</summary>
internal sealed class ManualTime : TimeProvider, IDisposable
{
    private readonly Timer timer = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        timer.Callback = () => callback(state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Advance(TimeSpan time) => timer.Advance(time);

    public void Dispose() => timer.Dispose();

    private sealed class Timer : ITimer
    {
        private TimeSpan left, every;

        internal Action? Callback { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (left, every) = (dueTime, period);
            return true;
        }

        public void Dispose() => Callback = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Advance(TimeSpan time)
        {
            for (left -= time; left <= TimeSpan.Zero && Callback is not null; left += every) Callback();
        }
    }
}
