using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>
/// Gated submodules over a batch with its padding, from the paper's formulas in products and softmax of doubles alone. All columns are computed, padded ones too,
/// which nothing attends to. Tensors go by the names that the recording library has for them.
/// </summary>
/// <param name="family">What stands before the encoder's names.</param>
/// <param name="backbone">The backbone's tensors, in doubles.</param>
/// <param name="trained">The submodules' tensors and the head's, in doubles.</param>
/// <param name="gatesReadPadding">Whether a gate is the mean over all columns, or over those that the mask counts.</param>
internal sealed class PaddedUniPelt(string family, IReadOnlyDictionary<string, Tensor> backbone, IReadOnlyDictionary<string, Tensor> trained, bool gatesReadPadding)
{
    private const int Layers = 3, Heads = 4;

    /// <summary>How far norms stay away from a division by zero.</summary>
    public required double Epsilon { get; init; }

    /// <summary>The position of each column of a batch's ids.</summary>
    public required Func<Tensor, Tensor> Positions { get; init; }

    /// <summary>The head, from the tensors and the first column's state.</summary>
    public required Func<PaddedUniPelt, Tensor, Tensor> Head { get; init; }

    /// <summary>The head's answers, <c>[batch, labels]</c>.</summary>
    /// <param name="ids">Words, <c>[batch, columns]</c>.</param>
    /// <param name="mask">1 where a column counts.</param>
    /// <param name="types">Types of words; null where the family has one.</param>
    public Tensor Logits(Tensor ids, Tensor mask, Tensor? types)
    {
        var prefixes = Prefixes();
        var state = Table("word", ids) + Table("position", Positions(ids)) + Table("token_type", types ?? zeros_like(ids));
        state = Norm(state, "embeddings.LayerNorm");
        for (var layer = 0; layer < Layers; layer++) state = Layer(state, mask.to(ScalarType.Float64), $"encoder.layer.{layer}.", prefixes, layer);
        return Head(this, state.select(1, 0));
    }

    /// <summary>A linear of the head, or one of the encoder's by its name without the family.</summary>
    /// <param name="input">What enters it.</param>
    /// <param name="name">Its name.</param>
    public Tensor Linear(Tensor input, string name) => Product(input, Of(name + ".weight"), Of(name + ".bias"));

    private Tensor Layer(Tensor entered, Tensor mask, string name, Tensor[] prefixes, int layer)
    {
        var own = name + "attention.self.";
        var gate = Gate(entered, mask, own + "prefix_tuning.prefix_gates.a").unsqueeze(2);                         // [batch, 1, 1]
        var query = Split(Updated(entered, mask, own + "query"));                                                  // [batch, heads, columns, size]
        var key = Split(cat([gate * prefixes[2 * layer], Linear(entered, own + "key")], 1));
        var value = Split(cat([gate * prefixes[(2 * layer) + 1], Updated(entered, mask, own + "value")], 1));
        var counted = cat([ones(mask.shape[0], prefixes[0].shape[0], dtype: ScalarType.Float64), mask], 1);
        var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(query.shape[^1]);
        scores = scores.masked_fill(counted.eq(0).unsqueeze(1).unsqueeze(1), double.NegativeInfinity);
        var context = nn.functional.softmax(scores, -1).matmul(value).transpose(1, 2).flatten(2);
        var left = Norm(Linear(context, name + "attention.output.dense") + entered, name + "attention.output.LayerNorm");
        var output = Linear(nn.functional.gelu(Linear(left, name + "intermediate.dense")), name + "output.dense");
        var adapter = name + "output.adapters.a.";
        var leaving = Norm(output + left, name + "output.LayerNorm");
        var added = Linear(nn.functional.relu(Linear(leaving, adapter + "adapter_down.0")), adapter + "adapter_up");
        return Norm(output + (Gate(leaving, mask, adapter + "gate").unsqueeze(2) * added) + left, name + "output.LayerNorm");
    }

    private Tensor Updated(Tensor entered, Tensor mask, string name)
    {
        var update = Product(Product(entered, Of(name + ".loras.a.lora_A")), Of(name + ".loras.a.lora_B"));
        return Linear(entered, name) + (Gate(entered, mask, name + ".loras.a.gate").unsqueeze(2) * update);
    }

    // [batch, 1].
    private Tensor Gate(Tensor states, Tensor mask, string name)
    {
        var open = Linear(states, name).sigmoid();
        var counts = (gatesReadPadding ? ones_like(mask) : mask).unsqueeze(2);
        return (open * counts).sum(1) / counts.sum(1);
    }

    // Keys and values of each layer in turn, [length, hidden], as the network behind them gives them.
    private Tensor[] Prefixes()
    {
        const string network = "encoder.layer.0.attention.self.prefix_tuning.pool.prefix_tunings.a.self_prefix.";
        return Linear(Linear(Of(network + "wte.weight"), network + "control_trans.0").tanh(), network + "control_trans.2").chunk(2 * Layers, 1);
    }

    private Tensor Table(string name, Tensor at) => Of($"embeddings.{name}_embeddings.weight").index_select(0, at.flatten()).reshape(at.shape[0], at.shape[1], -1);

    private Tensor Norm(Tensor input, string name)
    {
        var centered = input - input.mean([-1], keepdim: true);
        return (centered / (centered.square().mean([-1], keepdim: true) + Epsilon).sqrt() * Of(name + ".weight")) + Of(name + ".bias");
    }

    private static Tensor Split(Tensor states) => states.reshape(states.shape[0], states.shape[1], Heads, -1).transpose(1, 2);

    private static Tensor Product(Tensor input, Tensor weight, Tensor? bias = null) => bias is null ? input.matmul(weight.t()) : input.matmul(weight.t()) + bias;

    private Tensor Of(string name) => trained.GetValueOrDefault($"{family}.{name}") ?? trained.GetValueOrDefault(name) ?? backbone[$"{family}.{name}"];
}
