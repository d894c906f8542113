using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class ForwardRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public ForwardRunTests()
    {
        TinyBackbone.Write(folder.File("b"), headLabels: 3);
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor>
        {
            ["input_ids"] = tensor([2L, 6, 8, 3, 2, 7, 3, 0], [2, 4]),
            ["attention_mask"] = tensor([1L, 1, 1, 1, 1, 1, 1, 0], [2, 4]),
            ["labels"] = tensor([2L, 0]),
        });
    }

    [Fact]
    public void Everything_is_written_for_full_and_logits_alone_are_the_same()
    {
        using var all = Run(Request(HandBertPlan.Full));
        using var alone = Run(Request(HandBertPlan.Full) with { LogitsOnly = true });

        Assert.Equal(["hidden_states.0", "hidden_states.1", "hidden_states.2", "logits", "loss", "pooler_output"], all.Names.Order());
        Assert.Equal(["logits", "loss", "pooler_output"], alone.Names.Order());
        Assert.Equal([1L], all["loss"].Shape);
        Assert.Equal([2L, 3], all["logits"].Shape);
        Assert.Equal([2L, 4, 8], all["hidden_states.2"].Shape);
        Near.Equal(all.Load("logits"), alone.Load("logits"), 1e-6);
        Near.Equal(nn.functional.cross_entropy(all.Load("logits"), tensor([2L, 0])).reshape(1), all.Load("loss"), 1e-6);
    }

    [Fact]
    public void Gradients_of_full_have_the_names_of_the_backbones_file_and_match_finite_differences()
    {
        TinyBackbone.Write(folder.File("b"), headLabels: 3, rename: name => name.Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal));
        using var output = Run(Request(HandBertPlan.Full) with { Gradients = folder.File("g") });
        using var gradients = SafetensorsFile.Open(folder.File("g"));
        using var backbone = SafetensorsFile.Open(Path.Combine(folder.File("b"), "model.safetensors"));
        Assert.Equal(backbone.Names.Order(), gradients.Names.Order());

        foreach (var name in (string[])["classifier.bias", "bert.encoder.layer.1.attention.output.LayerNorm.gamma", "bert.pooler.dense.bias"])
            for (var place = 0; place < 2; place++)
                Assert.Equal((Loss(name, place, 0.02f) - Loss(name, place, -0.02f)) / 0.04, gradients.Load(name).data<float>()[place], 2e-3);
    }

    [Fact]
    public void Gradients_with_a_delta_have_the_deltas_names()
    {
        var delta = Delta(occurrences: 2, labels: 3);
        using var output = Run(Request(HandBertPlan.Pasta) with { Delta = delta, Unbound = true, Gradients = folder.File("g") });
        using var gradients = SafetensorsFile.Open(folder.File("g"));

        Assert.Equal(["head.bias", "head.weight", "vectors"], gradients.Names.Order());
        Assert.True(gradients.Load("vectors").abs().amin([0, 1, 2]).item<float>() > 0, "every vector is reached by the loss");
    }

    [Fact]
    public void A_backbone_without_a_head_gives_states_and_no_logits()
    {
        TinyBackbone.Write(folder.File("b"), pooler: false);
        using var output = Run(Request(HandBertPlan.Full));
        Assert.Equal(["hidden_states.0", "hidden_states.1", "hidden_states.2"], output.Names.Order());
        Assert.Contains("gradients need a loss, but neither a delta nor", Error(Request(HandBertPlan.Full) with { Gradients = folder.File("g") }), StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_without_labels_are_refused()
    {
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor> { ["input_ids"] = tensor([2L, 3], [1, 2]) });
        Assert.Contains("holds no \"labels\"", Error(Request(HandBertPlan.Full) with { Gradients = folder.File("g") }), StringComparison.Ordinal);
    }

    [Fact]
    public void More_special_tokens_than_the_delta_has_vectors_are_refused()
    {
        var delta = Delta(occurrences: 1, labels: 2);
        Assert.Contains("\"special_ordinal\": expected numbers from 0 to 1", Error(Request(HandBertPlan.Pasta) with { Delta = delta, Unbound = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Bf16_stays_near_fp32()
    {
        using var wide = Run(Request(HandBertPlan.Full));
        var exact = wide.Load("logits");
        var delta = Delta(occurrences: 2, labels: 3);
        using var fp32 = Run(Request(HandBertPlan.Pasta) with { Delta = delta, Unbound = true });
        var expected = fp32.Load("logits");
        using var bf16 = Run(Request(HandBertPlan.Pasta) with { Delta = delta, Unbound = true, Precision = Precision.Bf16 });
        Near.Equal(expected, bf16.Load("logits"), 0.05);
        Assert.NotEqual(expected.data<float>().ToArray(), bf16.Load("logits").data<float>().ToArray());
        Assert.Equal(ScalarType.Float32, exact.dtype);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private ForwardRequest Request(ModelDefinition model) => new()
    {
        Model = model,
        Backbone = folder.File("b"),
        Input = folder.File("x"),
        Output = folder.File("y"),
    };

    private static SafetensorsFile Run(ForwardRequest request)
    {
        ForwardRun.Execute(request);
        return SafetensorsFile.Open(request.Output);
    }

    private static string Error(ForwardRequest request) => Assert.Throws<BadInputException>(() => ForwardRun.Execute(request)).Message;

    private string Delta(int occurrences, int labels)
    {
        manual_seed(5);
        SafetensorsWriter.Write(folder.File("d"), new Dictionary<string, Tensor>
        {
            ["vectors"] = randn(2, occurrences, 8),
            ["head.weight"] = randn(labels, 8),
            ["head.bias"] = randn(labels),
        });
        return folder.File("d");
    }

    // The loss with one weight of the file moved.
    private double Loss(string name, int place, float by)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder.File("b"), "model.safetensors"));
        var weights = file.Names.ToDictionary(weight => weight, weight => file.Load(weight));
        weights[name].view(-1)[place].add_(by);
        TinyBackbone.Write(folder.File("moved"));
        SafetensorsWriter.Write(Path.Combine(folder.File("moved"), "model.safetensors"), weights);
        using var output = Run(Request(HandBertPlan.Full) with { Backbone = folder.File("moved") });
        return output.Load("loss").item<float>();
    }
}
