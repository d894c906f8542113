using System.Diagnostics;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Handles;

public class LeakTests
{
    [Fact]
    public void A_thousand_training_steps_leave_no_tensor_and_no_memory_behind()
    {
        using var outer = NewDisposeScope();
        using var first = nn.Linear(32, 64);
        using var norm = nn.LayerNorm(64);
        using var second = nn.Linear(64, 4);
        using var optimizer = optim.AdamW([.. first.parameters(), .. norm.parameters(), .. second.parameters()], lr: 1e-3);
        var inputs = randn(16, 32);
        var targets = randint(4, [16]);
        for (var i = 0; i < 100; i++) Step();
        var (resident, live) = (Resident(), LiveTensors.Count);
        for (var i = 0; i < 1000; i++)
        {
            Step();
            Assert.Equal(live, LiveTensors.Count);
        }
        Assert.InRange(Resident() - resident, long.MinValue, 30 << 20);

        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var hidden = nn.functional.dropout(norm.call(first.call(inputs)).gelu(), 0.1);
            nn.functional.cross_entropy(second.call(hidden), targets).backward();
            nn.utils.clip_grad_norm_(first.parameters(), 1);
            optimizer.step();
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.WorkingSet64;
    }
}
