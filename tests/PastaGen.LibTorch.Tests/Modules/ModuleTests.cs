using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Modules;

public sealed class ModuleTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Contents_are_named_by_the_path_to_them()
    {
        using var net = new Net();
        Assert.Equal(["table", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "norm.weight", "norm.bias"], net.named_parameters().Select(named => named.name));
        Assert.Equal(["layers", "layers.0", "layers.1", "norm", "drop"], net.named_modules().Select(named => named.name));
        Assert.Equal(["layers", "norm", "drop"], net.named_children().Select(named => named.name));
        Assert.Equal(["places"], net.named_buffers().Select(named => named.name));
        Assert.Same(net.Layers[1].weight, net.get_parameter("layers.1.weight"));
        Assert.Null(net.get_parameter("layers.7.weight"));
        Assert.Equal(8, net.state_dict().Count);
        Assert.Equal(["table"], net.named_parameters(recurse: false).Select(named => named.name));
    }

    [Fact]
    public void A_tied_weight_is_listed_once()
    {
        using var net = new Net();
        net.Layers[1].weight = net.Layers[0].weight;
        Assert.Equal(6, net.parameters().Count());
    }

    [Fact]
    public void Training_and_use_reach_every_module()
    {
        using var net = new Net();
        Assert.True(net.Drop.training);
        net.eval();
        Assert.False(net.training || net.Drop.training || net.Layers[0].training);
        net.train();
        Assert.True(net.training && net.Drop.training && net.Layers[0].training);
    }

    [Fact]
    public void Conversion_keeps_the_objects_and_leaves_whole_numbers_alone()
    {
        using var net = new Net();
        var (weight, expected) = (net.Layers[0].weight, net.Layers[0].weight.to(ScalarType.BFloat16));
        net.Layers[0].bias!.requires_grad = false;
        Assert.Same(net, net.to(ScalarType.BFloat16));
        Assert.All(net.parameters(), parameter => Assert.Equal(ScalarType.BFloat16, parameter.dtype));
        Assert.Equal(ScalarType.Int64, net.get_buffer("places")!.dtype);
        Assert.Same(weight, net.Layers[0].weight);
        Assert.True(weight.Equals(expected));
        Assert.True(weight.requires_grad);
        Assert.False(net.Layers[0].bias!.requires_grad);
    }

    [Fact]
    public void A_state_is_copied_by_name_and_must_fit()
    {
        using var from = new Net();
        using var to = new Net();
        var state = from.state_dict();
        to.load_state_dict(state);
        foreach (var (name, tensor) in to.state_dict()) Assert.True(tensor.Equals(state[name]), name);
        state.Remove("norm.bias");
        state["norm.biass"] = ones(1);
        var message = Assert.Throws<InvalidOperationException>(() => to.load_state_dict(state)).Message;
        Assert.Contains("missing [norm.bias], unexpected [norm.biass]", message, StringComparison.Ordinal);
        Assert.Equal(["norm.bias"], to.load_state_dict(state, strict: false).missing_keys);
    }

    [Fact]
    public void Modules_without_memory_cost_none_and_take_parameters_later()
    {
        using var linear = nn.Linear(1 << 20, 1 << 20, device: META);
        using var table = nn.Embedding(1 << 30, 1 << 10, padding_idx: 1, device: META);
        using var norm = nn.LayerNorm(1 << 20, device: META);
        Assert.True(linear.weight.is_meta && linear.bias!.is_meta && table.weight!.is_meta && norm.weight.is_meta);
        (linear.weight, linear.bias) = (new Parameter(ones(2, 3), requires_grad: false), null);
        Assert.Equal([3f, 3], linear.call(ones(3)).data<float>().ToArray());
        Assert.Equal(["weight"], linear.named_parameters().Select(named => named.name));
        Assert.False(linear.weight.requires_grad);
    }

    [Fact]
    public void A_module_outlives_the_scope_it_was_made_in_and_frees_what_it_owns()
    {
        var before = LiveTensors.Count;
        Net net;
        using (NewDisposeScope()) net = new Net();
        using (NewDisposeScope()) Assert.Equal([4L, 3], net.call(ones(4, 3)).shape);
        net.Dispose();
        Assert.Equal(before, LiveTensors.Count);
    }

    [Fact]
    public void Hooks_see_and_change_inputs_and_results()
    {
        using var net = nn.Identity();
        var before = net.register_forward_pre_hook((_, x) => x + 1);
        var after = net.register_forward_hook((_, x, y) => y * x);
        Assert.Equal(9, net.call(tensor(2f)).item<float>());
        before.remove();
        after.remove();
        Assert.Equal(2, net.call(tensor(2f)).item<float>());
    }

    [Fact]
    public void First_values_lie_in_the_bounds_of_their_formulas()
    {
        manual_seed(1).Dispose();
        using var linear = nn.Linear(400, 300);
        AssertUniform(linear.weight, 1 / Math.Sqrt(400));
        AssertUniform(linear.bias!, 1 / Math.Sqrt(400));
        AssertUniform(nn.init.xavier_uniform_(empty(300, 400)), Math.Sqrt(6.0 / 700));
        AssertUniform(nn.init.kaiming_uniform_(empty(300, 400), nonlinearity: nn.init.NonlinearityType.ReLU), Math.Sqrt(2) * Math.Sqrt(3.0 / 400));
        var normal = nn.init.normal_(empty(200, 200), 3, 0.5);
        Assert.Equal(3, normal.mean().item<float>(), 0.02);
        Assert.Equal(0.5, normal.std().item<float>(), 0.02);
        Assert.InRange(nn.init.trunc_normal_(empty(200, 200), a: -0.5, b: 0.25).max().item<float>(), 0.2, 0.25);

        static void AssertUniform(Tensor values, double bound)
        {
            Assert.InRange(values.max().item<float>(), bound * 0.97, bound);
            Assert.InRange(values.min().item<float>(), -bound, -bound * 0.97);
            Assert.Equal(bound / Math.Sqrt(3), values.std().item<float>(), bound * 0.05);
        }
    }

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        internal Net() : base(nameof(Net))
        {
            register_parameter("table", new Parameter(ones(2)));
            register_buffer("places", arange(5));
            register_module("layers", Layers);
            register_module("norm", Norm);
            register_module("drop", Drop);
        }

        internal ModuleList<Linear> Layers { get; } = nn.ModuleList(nn.Linear(3, 3), nn.Linear(3, 3));

        internal LayerNorm Norm { get; } = nn.LayerNorm(3);

        internal Dropout Drop { get; } = nn.Dropout(0.1);

        public override Tensor forward(Tensor input) => Norm.call(Layers[1].call(Layers[0].call(input)));
    }
}
