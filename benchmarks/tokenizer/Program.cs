// Encodes the lines of text files on one thread and prints the rate of each pass, by the clock and by the processor's time, which other
// work on the machine stretches less: the first pass with cold caches, then warm ones.
// Usage: dotnet run -c Release -- TOKENIZER_FOLDER TEXT_FILE... [--offsets]
using System.Diagnostics;
using System.Globalization;
using PastaGen.Text;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var withOffsets = args.Contains("--offsets");
var paths = args.Where(argument => argument != "--offsets").ToArray();
if (paths.Length < 2)
{
    Console.Error.WriteLine("usage: TOKENIZER_FOLDER TEXT_FILE... [--offsets]");
    return 2;
}

var clock = Stopwatch.StartNew();
var encoder = TextEncoder.Load(paths[0]);
Console.WriteLine($"load {clock.Elapsed.TotalMilliseconds:F0} ms");
string[] lines = [.. paths.Skip(1).SelectMany(File.ReadLines).Where(line => line.Length > 0)];
var bytes = lines.Sum(line => (long)System.Text.Encoding.UTF8.GetByteCount(line) + 1);
for (var pass = 1; pass <= 3; pass++)
{
    var busy = Environment.CpuUsage.TotalTime;
    var allocated = GC.GetTotalAllocatedBytes();
    clock.Restart();
    long tokens = 0;
    foreach (var line in lines)
    {
        var encoding = encoder.Encode(line);
        tokens += withOffsets ? encoding.Offsets.Length : encoding.Length;
    }
    var seconds = clock.Elapsed.TotalSeconds;
    Console.WriteLine(
        $"pass {pass}: {bytes / 1e6:F1} MB, {lines.Length} lines, {tokens} tokens, {seconds:F2} s, {bytes / 1e6 / seconds:F1} MB/s ({bytes / 1e6 / (Environment.CpuUsage.TotalTime - busy).TotalSeconds:F1} by the processor's time), " +
        $"{tokens / 1e6 / seconds:F2} M tokens/s, {(GC.GetTotalAllocatedBytes() - allocated) / (double)tokens:F0} bytes allocated per token");
}
return 0;
