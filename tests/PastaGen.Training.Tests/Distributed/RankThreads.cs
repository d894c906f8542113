using System.Net;
using System.Net.Sockets;
using PastaGen.LibTorch;

namespace PastaGen.Training.Tests;

/// <summary>Plays processes that train together, each by a thread of its own. What all threads draw from one generator is not theirs alone: dropout.</summary>
internal static class RankThreads
{
    /// <summary>Does work in each of some processes that have met.</summary>
    public static async Task<T[]> InEach<T>(int size, Func<Ranks, T> work)
    {
        var port = FreePort();
        return await Task.WhenAll(Enumerable.Range(0, size).Select(rank => Task.Factory.StartNew(
            () =>
            {
                using var ranks = Ranks.Join(new ProcessPlace(rank, size, "127.0.0.1", port), TimeSpan.FromSeconds(30), device: null);
                return work(ranks);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
