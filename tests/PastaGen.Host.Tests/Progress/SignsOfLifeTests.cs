using PastaGen.Host.Progress;
using PastaGen.Host.Terminals;
using PastaGen.Host.Tests.Testing;

namespace PastaGen.Host.Tests.Progress;

public sealed class SignsOfLifeTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly StringWriter error = new() { NewLine = "\n" };

    [Fact]
    public void Thirty_seconds_of_silence_give_a_line_with_the_latest_state()
    {
        using var signs = new SignsOfLife(Terminal(), "reading");
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("", error.ToString());
        time.Advance(TimeSpan.FromSeconds(1));
        signs.Tell("update 7");
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("reading\nupdate 7\nupdate 7\n", error.ToString());
    }

    [Fact]
    public void A_line_begins_the_silence_anew()
    {
        using var signs = new SignsOfLife(Terminal(), "reading");
        time.Advance(TimeSpan.FromSeconds(20));
        signs.Write("epoch 1");
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("epoch 1\n", error.ToString());
    }

    [Fact]
    public void When_the_work_is_over_nothing_is_written()
    {
        using (new SignsOfLife(Terminal(), "reading")) { }
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("", error.ToString());
    }

    public void Dispose()
    {
        time.Dispose();
        error.Dispose();
    }

    private Terminal Terminal() => new() { Input = TextReader.Null, Output = TextWriter.Null, Error = error, Time = time };
}
