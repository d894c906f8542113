using System.Diagnostics;
using System.Globalization;
using PastaGen.Modules;
using static TorchSharp.torch;

// One line per length: milliseconds of attention over a window of 128 columns and over the whole row, forward and backward (the best of
// interleaved rounds), and their ratios. Twice the length is twice the window's cost where the whole row's is four times as much.
const int Rounds = 5;
const int Heads = 12;
const int Hidden = 768;
const int Reach = 64;
const long Tokens = 4096;

manual_seed(1);
Console.WriteLine($"{Tokens} tokens in rows of one length, {get_num_threads()} threads; milliseconds");
Console.WriteLine($"{"length",6} {"window",9} {"+ back",9} {"whole",9} {"+ back",9} {"ratio",6} {"+ back",7}");
foreach (var length in new[] { 128, 256, 512, 1024, 2048 })
{
    using var scope = NewDisposeScope();
    var mask = new long[Tokens];
    Array.Fill(mask, 1);
    using var rows = new PackedRows(mask, (int)(Tokens / length), CPU);
    Tensor[] inputs = [.. Enumerable.Range(0, 3).Select(_ => randn(Tokens, Hidden).requires_grad_(true))];
    var (window, whole) = ((Forward: double.MaxValue, Both: double.MaxValue), (Forward: double.MaxValue, Both: double.MaxValue));
    for (var round = 0; round <= Rounds; round++)
    {
        var one = Time(inputs, () => LocalAttention.Attend(inputs[0], inputs[1], inputs[2], rows, Reach, Heads, dropout: 0, training: true));
        var other = Time(inputs, () => AttentionCore.Attend(inputs[0], inputs[1], inputs[2], rows, Heads, dropout: 0, training: true));
        if (round == 0) continue;
        window = (Math.Min(window.Forward, one.Forward), Math.Min(window.Both, one.Both));
        whole = (Math.Min(whole.Forward, other.Forward), Math.Min(whole.Both, other.Both));
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{length,6} {window.Forward,9:F1} {window.Both,9:F1} {whole.Forward,9:F1} {whole.Both,9:F1} {window.Forward / whole.Forward,6:F2} {window.Both / whole.Both,7:F2}"));
}

static (double Forward, double Both) Time(Tensor[] inputs, Func<Tensor> work)
{
    using var scope = NewDisposeScope();
    foreach (var input in inputs) input.grad = null;
    var start = Stopwatch.GetTimestamp();
    var result = work();
    var forward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    result.sum().backward();
    return (forward, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
}
