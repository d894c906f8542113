using System.Globalization;
using PastaGen.Benchmarks;
using PastaGen.LibTorch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

// One line per operator and precision at the shape of BERT-base: milliseconds fused and composed, forward and backward (the best of
// interleaved rounds), and their ratios. Arguments: rows, length.
const int Rounds = 12;
const int Width = 36;
const int Heads = 12;
const long Hidden = 768;
const double Epsilon = 1e-12;
const double Dropout = 0.1;
var rows = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 16;
var length = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 64;

manual_seed(1);
Console.WriteLine($"{rows} rows of {length}, {get_num_threads()} threads; milliseconds");
Console.WriteLine(Timings.Head("operator", Width, "fused", "composed"));
foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
{
    var tokens = rows * length;
    using var scope = NewDisposeScope();
    Tensor Some(params long[] shape) => randn(shape).to(type).requires_grad_();
    var projected = Some(tokens, 3 * Hidden);
    var offsets = arange(0, tokens + 1, length, ScalarType.Int64);
    var (state, residual, widened) = (Some(tokens, Hidden), Some(tokens, Hidden), Some(tokens, 4 * Hidden));
    var (gain, bias) = (ones(Hidden, type), zeros(Hidden, type));
    foreach (var p in new[] { 0, Dropout })
    {
        Compare($"attention {type}{With(p)}", [projected],
            () => Fused.attention(projected, offsets, null, Heads, p),
            () => ComposedAttention(projected, p));
        Compare($"dropout_add_norm {type}{With(p)}", [state, residual],
            () => Fused.dropout_add_norm(state, residual, gain, bias, Epsilon, p),
            () => F.layer_norm((p > 0 ? F.dropout(state, p) : state) + residual, [Hidden], gain, bias, Epsilon));
    }
    Compare($"layer_norm {type}", [state], () => Fused.layer_norm(state, gain, bias, Epsilon), () => F.layer_norm(state, [Hidden], gain, bias, Epsilon));
    Compare($"gelu {type}", [widened], () => Fused.gelu(widened, tanh: false), () => widened.gelu());
    Compare($"gelu tanh {type}", [widened], () => Fused.gelu(widened, tanh: true), () => widened.gelu(GELU.Approximate.tanh));
    Compare($"gated gelu {type}", [widened], () => Fused.gated_gelu(widened, tanh: false), () => ComposedGate(widened));
    var angles = randn(tokens, 1, Hidden / Heads / 2);
    var (cosines, sines) = (angles.cos(), angles.sin());
    var (narrowCosines, narrowSines) = (cosines.to(type), sines.to(type));
    Compare($"rotate {type}", [state], () => Fused.rotate(state, cosines, sines, Heads), () => ComposedRotation(state, narrowCosines, narrowSines));
    Compare($"dropout {type}", [state], () => Fused.dropout(state, Dropout), () => F.dropout(state, Dropout));
}

Tensor ComposedAttention(Tensor projected, double dropout)
{
    var parts = projected.view(rows, length, 3, Heads, Hidden / Heads).permute(2, 0, 3, 1, 4);   // [3, rows, heads, length, head size]
    var scores = parts[0].matmul(parts[1].transpose(-2, -1)) / Math.Sqrt(Hidden / Heads);
    var weights = scores.softmax(-1);
    if (dropout > 0) weights = F.dropout(weights, dropout);
    return weights.matmul(parts[2]).transpose(1, 2).reshape(rows * length, Hidden);
}

static Tensor ComposedGate(Tensor input)
{
    var halves = input.chunk(2, dim: -1);
    return halves[0].gelu() * halves[1];
}

static Tensor ComposedRotation(Tensor input, Tensor cosines, Tensor sines)
{
    var halves = input.unflatten(1, [Heads, Hidden / Heads]).chunk(2, dim: 2);
    return cat([(halves[0] * cosines) - (halves[1] * sines), (halves[1] * cosines) + (halves[0] * sines)], 2).flatten(1, 2);
}

static string With(double dropout) => dropout > 0 ? " with dropout" : "";

static void Compare(string name, Tensor[] inputs, Func<Tensor> fused, Func<Tensor> composed) =>
    Console.WriteLine(Interleaved.Time(Rounds, (inputs, fused), (inputs, composed)).Line(name, Width));
