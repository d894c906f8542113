using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

// One line per operator: name, nanoseconds a call (the best of several rounds), managed bytes a call. overhead.py prints
// the same names for the same work; run.sh joins the two.
const int Rounds = 15;
const int Calls = 4000;

set_num_threads(1);
using var untracked = no_grad();
using var a = randn(4, 4);
using var b = randn(4, 4);
using var weight = randn(4, 4);
using var bias = randn(4);
using var x = randn(2, 8, 4);
using var table = nn.Embedding(16, 4);
using var ids = tensor(new long[] { 1, 2, 3, 4 });
long[] width = [4];

Measure("add", () => a.add(b).Dispose());
Measure("add_", () => a.add_(b));
Measure("mul", () => a.mul(b).Dispose());
Measure("mul by a number", () => (a * 0.5).Dispose());
Measure("matmul", () => a.matmul(b).Dispose());
Measure("linear", () => nn.functional.linear(x, weight, bias).Dispose());
Measure("layer_norm", () => nn.functional.layer_norm(x, width, bias, bias).Dispose());
Measure("gelu", () => x.gelu().Dispose());
Measure("softmax", () => x.softmax(-1).Dispose());
Measure("transpose", () => a.transpose(0, 1).Dispose());
Measure("view", () => a.view(16).Dispose());
Measure("sum", () => a.sum().Dispose());
Measure("cat", () => cat([a, b]).Dispose());
Measure("embedding", () => table.call(ids).Dispose());

static void Measure(string name, Action call)
{
    for (var i = 0; i < Calls; i++) call();
    var best = double.MaxValue;
    var allocated = 0L;
    for (var round = 0; round < Rounds; round++)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++) call();
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls);
        allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{best:F0}\t{allocated}"));
}
