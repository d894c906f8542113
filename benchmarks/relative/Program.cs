using PastaGen.Benchmarks;
using PastaGen.Modules;
using static TorchSharp.torch;

// One line per kind of relative attention and batch at the shape of BERT-base: milliseconds over packed rows and over padded ones, forward
// and backward (the best of interleaved rounds), and their ratios.
const int Rounds = 8;
const int Width = 40;
const int Heads = 12;
const int Hidden = 768;
const int Positions = 512;
int[] mixed = [33, 15, 32, 4, 6, 23, 7, 33, 32, 12, 6, 5, 17, 9, 14, 4];   // a batch of SST-2 in random order

manual_seed(1);
Console.WriteLine($"{get_num_threads()} threads; milliseconds");
Console.WriteLine(Timings.Head("attention", Width, "packed", "padded"));
Batch("16 rows of 4 to 33", mixed);
Batch("16 rows of 64", Enumerable.Repeat(64, 16));
Batch("4 rows of 256", Enumerable.Repeat(256, 4));
Batch("1 row of 512", [512]);

void Batch(string name, IEnumerable<int> lengths)
{
    using var scope = NewDisposeScope();
    var each = lengths.ToArray();
    var longest = each.Max();
    using var rows = new PackedRows([.. each.SelectMany(length => Enumerable.Range(0, longest).Select(column => column < length ? 1L : 0))], each.Length, CPU);
    Tensor Some(params long[] shape) => randn(shape).requires_grad_();
    Tensor[] packed = [.. Enumerable.Range(0, 3).Select(_ => Some(rows.TokenCount, Hidden))];
    Tensor[] padded = [.. Enumerable.Range(0, 3).Select(_ => Some(each.Length, longest, Hidden))];
    var mask = zeros(each.Length, 1, 1, longest);
    for (var row = 0; row < each.Length; row++) if (each[row] < longest) mask[row, 0, 0].narrow(0, each[row], longest - each[row]).fill_(-1e9f);
    var distance = arange(longest).unsqueeze(1) - arange(longest).unsqueeze(0);

    var exact = new ExactDistances(Positions);
    var exactTable = nn.Embedding(exact.RowCount, Hidden / Heads);
    Tensor vectors = exactTable.weight!;
    Compare($"key and query, {name}", [.. packed, vectors], [.. padded, vectors],
        () => Attend(exact, new() { Keys = rows.Relative(exact).Narrow(vectors), Queries = rows.Relative(exact).Narrow(vectors) }),
        () =>
        {
            var (query, key, value) = Split();
            var table = exactTable.forward(distance + Positions - 1);
            Tensor Product(Tensor states) => states.permute(2, 0, 1, 3).flatten(1, 2).matmul(table.transpose(1, 2)).unflatten(1, [each.Length, Heads]).permute(1, 2, 0, 3);
            Tensor OfKeys(Tensor states) => states.permute(2, 0, 1, 3).flatten(1, 2).matmul(table.transpose(0, 1).transpose(1, 2)).unflatten(1, [each.Length, Heads]).permute(1, 2, 3, 0);
            return Finish((query.matmul(key.transpose(2, 3)) + Product(query) + OfKeys(key)) / Math.Sqrt(Hidden / Heads), value);
        });

    var buckets = new HalvedBuckets(32, 128);
    var biasTable = nn.Embedding(32, Heads);
    Tensor numbers = biasTable.weight!;
    Compare($"bias, {name}", [.. packed, numbers], [.. padded, numbers],
        () => Attend(buckets, new() { Bias = rows.Relative(buckets).Narrow(numbers) }),
        () =>
        {
            var (query, key, value) = Split();
            var bias = biasTable.forward((distance + 16).clamp(0, 31)).permute(2, 0, 1).unsqueeze(0);
            return Finish((query.matmul(key.transpose(2, 3)) / Math.Sqrt(Hidden / Heads)) + bias, value);
        });

    var logarithmic = new LogarithmicBuckets(256, 512);
    var (ofKeys, ofQueries) = (Some(512, Hidden), Some(512, Hidden));
    Compare($"disentangled, {name}", [.. packed, ofKeys, ofQueries], [.. padded, ofKeys, ofQueries],
        () => Attend(logarithmic, new()
        {
            Keys = rows.Relative(logarithmic).Narrow(ofKeys),
            Queries = rows.Relative(logarithmic).Narrow(ofQueries),
            Scale = 1 / Math.Sqrt(3.0 * Hidden / Heads),
            MasksQueries = true,
        }),
        () =>
        {
            var (query, key, value) = Split();
            Tensor Table(Tensor table) => table.unflatten(1, [Heads, -1]).permute(1, 2, 0).unsqueeze(0);
            var index = (distance + 256).clamp(0, 511).expand(each.Length, Heads, longest, longest);
            var ofQuery = query.matmul(Table(ofKeys)).gather(3, index);
            var ofKey = key.matmul(Table(ofQueries)).gather(3, index.transpose(2, 3)).transpose(2, 3);
            return Finish((query.matmul(key.transpose(2, 3)) + ofQuery + ofKey) / Math.Sqrt(3.0 * Hidden / Heads), value);
        });

    Tensor Attend(RelativePositions positions, RelativeTerms terms) =>
        RelativeAttentionCore.Attend(packed[0], packed[1], packed[2], rows.Relative(positions), terms, Heads, 0, training: false);
    (Tensor Query, Tensor Key, Tensor Value) Split()
    {
        Tensor Part(Tensor states) => states.unflatten(2, [Heads, -1]).transpose(1, 2);
        return (Part(padded[0]), Part(padded[1]), Part(padded[2]));
    }
    Tensor Finish(Tensor scores, Tensor value) => (scores + mask).softmax(-1).matmul(value).transpose(1, 2).flatten(2, 3);
}

static void Compare(string name, Tensor[] packedInputs, Tensor[] paddedInputs, Func<Tensor> packed, Func<Tensor> padded) =>
    Console.WriteLine(Interleaved.Time(Rounds, (packedInputs, packed), (paddedInputs, padded)).Line(name, Width));
