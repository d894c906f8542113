using System.Net;
using System.Net.Sockets;
using System.Text;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Distributed;

/// <summary>Each process of a group played by a thread of its own; the sockets between them are real.</summary>
public class ProcessGroupTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_process_gets_the_sum(int size)
    {
        var sums = await InEach(size, group =>
        {
            using var tensor = ones(5) * (1 << group.Rank);
            group.AllReduce(tensor);
            return tensor.data<float>().ToArray();
        });
        Assert.All(sums, sum => Assert.Equal(Enumerable.Repeat((float)((1 << size) - 1), 5), sum));
    }

    [Fact]
    public async Task Every_process_takes_over_what_one_has()
    {
        var taken = await InEach(2, group =>
        {
            using var rank = tensor(new[] { group.Rank + 7L });
            group.Broadcast(rank, from: 1);
            return rank.item<long>();
        });
        Assert.Equal([8, 8], taken);
    }

    [Fact]
    public async Task Bytes_of_any_number_are_gathered_by_rank()
    {
        string[] words = ["", "two", "a longer text"];
        var gathered = await InEach(3, group => group.AllGather(Encoding.UTF8.GetBytes(words[group.Rank])));
        Assert.All(gathered, all => Assert.Equal(words, all.Select(Encoding.UTF8.GetString)));
    }

    [Fact]
    public async Task A_process_that_leaves_makes_the_others_calls_fail()
    {
        var errors = await InEach(2, group =>
        {
            using var tensor = ones(3);
            if (group.Rank == 1) return null;
            return Assert.Throws<TorchException>(() => group.AllReduce(tensor)).Message;
        });
        Assert.StartsWith("summing over all processes: ", errors[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors[0]!);
    }

    [Fact]
    public async Task A_process_that_is_silent_makes_the_others_calls_fail_when_the_time_is_up()
    {
        using var tried = new ManualResetEventSlim();
        var errors = await InEach(2, group =>
        {
            using var tensor = ones(3);
            if (group.Rank == 1)
            {
                tried.Wait(Patience);
                return null;
            }
            var error = Assert.Throws<TorchException>(() => group.AllReduce(tensor));
            tried.Set();
            return error.Message;
        }, TimeSpan.FromSeconds(2));
        Assert.NotNull(errors[0]);
    }

    [Fact]
    public void Who_waits_for_others_in_vain_is_told_where_they_should_have_met()
    {
        var error = Assert.Throws<TorchException>(() => ProcessGroup.Join(new(0, 2, "127.0.0.1", FreePort()), TimeSpan.FromSeconds(1)).Dispose());
        Assert.StartsWith("process 0 of 2 could not meet the others at 127.0.0.1:", error.Message, StringComparison.Ordinal);
    }

    private static async Task<T[]> InEach<T>(int size, Func<ProcessGroup, T> work, TimeSpan? timeout = null)
    {
        var port = FreePort();
        // Calls block, so each needs a thread that is its own.
        var processes = Enumerable.Range(0, size).Select(rank => Task.Factory.StartNew(
            () =>
            {
                using var group = ProcessGroup.Join(new(rank, size, "127.0.0.1", port), timeout ?? Patience);
                return work(group);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return await Task.WhenAll(processes);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
