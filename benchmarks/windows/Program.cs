using PastaGen.Benchmarks;
using PastaGen.Modules;
using static TorchSharp.torch;

// One line per length: milliseconds of attention over a window of 128 columns and over the whole row, forward and backward (the best of
// interleaved rounds), and their ratios. Twice the length is twice the window's cost where the whole row's is four times as much.
const int Rounds = 5;
const int Width = 6;
const int Heads = 12;
const int Hidden = 768;
const int Reach = 64;
const long Tokens = 4096;

manual_seed(1);
Console.WriteLine($"{Tokens} tokens in rows of one length, {get_num_threads()} threads; milliseconds");
Console.WriteLine(Timings.Head("length", Width, "window", "whole"));
foreach (var length in new[] { 128, 256, 512, 1024, 2048 })
{
    using var scope = NewDisposeScope();
    var mask = new long[Tokens];
    Array.Fill(mask, 1);
    using var rows = new PackedRows(mask, (int)(Tokens / length), CPU);
    Tensor[] inputs = [.. Enumerable.Range(0, 3).Select(_ => randn(Tokens, Hidden).requires_grad_(true))];
    Console.WriteLine(Interleaved.Time(
        Rounds,
        (inputs, () => LocalAttention.Attend(inputs[0], inputs[1], inputs[2], rows, Reach, Heads, dropout: 0, training: true)),
        (inputs, () => AttentionCore.Attend(inputs[0], inputs[1], inputs[2], rows, Heads, dropout: 0, training: true))).Line($"{length}", Width));
}
