using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class DeltaFileTests : IDisposable
{
    private static readonly LoadOptions ThreeLabels = new() { Labels = ["no", "maybe", "ja ü"], Settings = new Dictionary<string, double> { ["pasta.occurrences"] = 3 } };
    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;

    public DeltaFileTests() => backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("backbone")));

    private string DeltaPath => folder.File("delta.safetensors");

    [Fact]
    public void A_delta_comes_back_bit_for_bit_into_a_model_that_it_describes_itself()
    {
        using var trained = BackboneLoader.Load(HandBertPlan.Pasta, backbone, ThreeLabels);
        var bytes = DeltaFile.Save(DeltaPath, trained, new DeltaDetails { Metrics = new Dictionary<string, double> { ["accuracy"] = 0.5, ["loss"] = double.NaN }, Command = "./pasta train", MaxLength = 10 });
        using var delta = DeltaFile.Open(DeltaPath);
        using var other = BackboneLoader.Load(HandBertPlan.Pasta, backbone, delta.Complete(HandBertPlan.Pasta.Facts, backbone.ConfigOf(HandBertPlan.Pasta.Facts), new LoadOptions { Seed = 7 }));
        delta.LoadInto(other);

        Assert.Equal(["no", "maybe", "ja ü"], other.Labels);
        foreach (var (expected, found) in trained.Model.TrainedTensors().Zip(other.Model.TrainedTensors()))
            Assert.Equal(expected.Parameter.data<float>().ToArray(), found.Parameter.data<float>().ToArray());
        Assert.Equal(new FileInfo(DeltaPath).Length, bytes);
        var header = delta.Header!;
        Assert.Equal(("HandPasta", "bert", "sequence-classification", "fp32", "pasta train", 10), (header.Model, header.Architecture, header.Head, header.Precision, header.Command, header.MaxLength));
        Assert.Equal(3, header.OpenSettings["pasta.occurrences"]);
        Assert.Equal(0.5, Assert.Single(header.Metrics).Value);
        Assert.Equal(backbone.Text.Digest, header.TokenizerDigest);
        Assert.Equal(backbone.Digest("bert."), header.BackboneDigest);
        Assert.Equal("[CLS] A [SEP] | [CLS] A [SEP] B [SEP]", header.SpecialTokenTemplate);
        Assert.StartsWith("PastaGen ", header.CreatedBy, StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_trained_tensors_alone()
    {
        Save(HandBertPlan.Pasta);
        using var file = SafetensorsFile.Open(DeltaPath);
        Assert.Equal(["head.bias", "head.weight", "vectors"], file.Names.Order());
    }

    [Fact]
    public void In_bf16_it_has_half_the_tensor_bytes_and_rounded_values()
    {
        using var trained = BackboneLoader.Load(HandBertPlan.Pasta, backbone, ThreeLabels);
        DeltaFile.Save(DeltaPath, trained, storage: Precision.Bf16);
        using var delta = DeltaFile.Open(DeltaPath);
        using var other = BackboneLoader.Load(HandBertPlan.Pasta, backbone, delta.Complete(HandBertPlan.Pasta.Facts, backbone.ConfigOf(HandBertPlan.Pasta.Facts)));
        delta.LoadInto(other);

        Assert.Equal(2 * trained.TrainedParameters, delta.Tensors.Sum(tensor => tensor.ByteCount));
        using var scope = NewDisposeScope();
        foreach (var (expected, found) in trained.Model.TrainedTensors().Zip(other.Model.TrainedTensors()))
            Assert.Equal(expected.Parameter.to(ScalarType.BFloat16).to(ScalarType.Float32).data<float>().ToArray(), found.Parameter.data<float>().ToArray());
    }

    [Fact]
    public void A_delta_of_another_plan_is_refused_before_anything_is_loaded()
    {
        Save(HandBertPlan.Pasta);
        using var delta = DeltaFile.Open(DeltaPath);
        var message = Assert.Throws<BadInputException>(() => delta.Complete(HandBertPlan.Full.Facts, backbone.ConfigOf(HandBertPlan.Pasta.Facts))).Message;
        Assert.Contains("was trained as HandPasta (pasta, plan plan-of-past...), but HandFull (full) has plan plan-of-full", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_folder_it_is_told_what_was_meant()
    {
        var path = folder.Path;
        Assert.Equal($"{path}: is a folder; expected a delta", Assert.Throws<BadInputException>(() => DeltaFile.Open(path)).Message);
        var config = folder.Write("adapter_config.json", "{}");
        Assert.Equal($"{path}: is a folder; expected a delta; the verb convert makes one of this adapter folder of the Python PEFT library", Assert.Throws<BadInputException>(() => DeltaFile.OpenUnbound(path)).Message);
        File.Delete(config);
        folder.Write("delta.safetensors", "");
        Assert.Equal($"{path}: is a folder; expected a delta, such as the {DeltaPath} in it", Assert.Throws<BadInputException>(() => DeltaFile.Open(path)).Message);
        Assert.Equal(
            $"{path}: holds no adapter_config.json; expected an adapter folder of the Python PEFT library, or a delta, such as the {DeltaPath} in it",
            Assert.Throws<BadInputException>(() => PythonAdapter.Open(path, HandBertPlan.Pasta)).Message);
    }

    [Fact]
    public void A_delta_of_another_backbone_is_refused()
    {
        Save(HandBertPlan.Pasta);
        using var other = BackboneFolder.Open(TinyBackbone.Write(folder.File("other"), seed: 2));
        Assert.Contains("was trained on a backbone of digest", LoadError(HandBertPlan.Pasta, other), StringComparison.Ordinal);

        using var delta = DeltaFile.Open(DeltaPath);
        Assert.Contains("use the backbone that it was trained on", Assert.Throws<BadInputException>(() => delta.LoadModel(HandBertPlan.Pasta, other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_whose_sizes_are_not_its_tensors_is_refused_before_a_model_of_its_size_is_made()
    {
        Save(HandBertPlan.Pasta);
        Dictionary<string, string> header;
        using (var saved = SafetensorsFile.Open(DeltaPath)) header = saved.Metadata.ToDictionary();
        header["open_settings"] = """{"pasta.occurrences":2000000000}""";
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(DeltaPath, new Dictionary<string, Tensor> { ["vectors"] = ones(2, 3, 8), ["head.weight"] = ones(3, 8), ["head.bias"] = ones(3) }, header);
        using var delta = DeltaFile.Open(DeltaPath);

        Assert.Contains(
            "the tensor \"vectors\" has the shape [2, 3, 8], but HandPasta on this backbone trains [2, 2000000000, 8]",
            Assert.Throws<BadInputException>(() => delta.LoadModel(HandBertPlan.Pasta, backbone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delta_of_another_tokenizer_is_refused_where_texts_are_read()
    {
        Save(HandBertPlan.Pasta);
        TinyBackbone.Write(folder.File("other"));
        var words = TinyBackbone.Words.ToArray();
        (words[5], words[6]) = (words[6], words[5]);
        File.WriteAllText(Path.Combine(folder.File("other"), "vocab.txt"), string.Join('\n', words) + "\n");
        using var other = BackboneFolder.Open(folder.File("other"));
        Assert.Contains("was trained with a tokenizer of digest", LoadError(HandBertPlan.Pasta, other), StringComparison.Ordinal);

        using var delta = DeltaFile.Open(DeltaPath);
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, other, delta.Complete(HandBertPlan.Pasta.Facts, other.ConfigOf(HandBertPlan.Pasta.Facts)));
        delta.LoadInto(model, readsText: false);
    }

    [Fact]
    public void Missing_extra_and_misshapen_tensors_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        Tensor vectors = ones(2, 2, 8), weight = ones(2, 8), bias = ones(2);
        Assert.Contains("lacks the tensor \"head.bias\", which HandPasta trains; the nearest name in the file is \"head.bios\"",
            UnboundError(new() { ["vectors"] = vectors, ["head.weight"] = weight, ["head.bios"] = bias }), StringComparison.Ordinal);
        Assert.Contains("holds the tensor \"more\", which HandPasta does not train",
            UnboundError(new() { ["vectors"] = vectors, ["head.weight"] = weight, ["head.bias"] = bias, ["more"] = bias }), StringComparison.Ordinal);
        Assert.Contains("the tensor \"vectors\" has the shape [3, 2, 8], but HandPasta on this backbone trains [2, 2, 8]",
            UnboundError(new() { ["vectors"] = ones(3, 2, 8), ["head.weight"] = weight, ["head.bias"] = bias }), StringComparison.Ordinal);
        Assert.Contains("\"head.bias\" has the shape [3]",
            UnboundError(new() { ["vectors"] = vectors, ["head.weight"] = weight, ["head.bias"] = ones(3) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    public void An_unbound_file_tells_occurrences_and_labels_by_its_shapes(int occurrences, int labels)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor> { ["vectors"] = randn(2, occurrences, 8) };
        if (labels > 0) (tensors["head.weight"], tensors["head.bias"]) = (randn(labels, 8), randn(labels));
        SafetensorsWriter.Write(DeltaPath, tensors);
        using var delta = DeltaFile.OpenUnbound(DeltaPath);
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, backbone, delta.Complete(HandBertPlan.Pasta.Facts, backbone.ConfigOf(HandBertPlan.Pasta.Facts)));
        delta.LoadInto(model);

        Assert.Equal(labels, model.Labels.Count);
        foreach (var tensor in model.Model.TrainedTensors())
            Assert.Equal(tensors[tensor.DeltaName].data<float>().ToArray(), tensor.Parameter.data<float>().ToArray());
    }

    [Theory]
    [InlineData("format", "other", "is not a delta")]
    [InlineData("format", null, "is not a delta")]
    [InlineData("format_version", "2", "is of delta format version 2, but this program reads version 1; use the program that wrote it (PastaGen 9)")]
    [InlineData("plan_hash", null, "its header lacks \"plan_hash\"")]
    [InlineData("labels", "[1]", "\"labels\" in its header is not what a delta has there")]
    [InlineData("labels", "{", "\"labels\" in its header is not what a delta has there")]
    [InlineData("open_settings", "[]", "\"open_settings\" in its header is not what a delta has there")]
    [InlineData("max_length", "long", "\"max_length\" in its header is not what a delta has there")]
    public void A_header_that_is_not_as_it_should_be_is_refused(string key, string? value, string expected)
    {
        var header = new Dictionary<string, string>
        {
            ["format"] = "pastagen-delta",
            ["format_version"] = "1",
            ["model"] = "M",
            ["architecture"] = "bert",
            ["head"] = "h",
            ["adaptations"] = "[]",
            ["plan_hash"] = "p",
            ["pinned_settings"] = "{}",
            ["open_settings"] = "{}",
            ["labels"] = "[]",
            ["backbone_digest"] = "b",
            ["precision"] = "fp32",
            ["metrics"] = "{}",
            ["created_by"] = "PastaGen 9",
        };
        SafetensorsWriter.Write(DeltaPath, new Dictionary<string, Tensor>(), header);
        using (DeltaFile.Open(DeltaPath)) { }
        header.Remove(key);
        if (value is not null) header[key] = value;
        SafetensorsWriter.Write(DeltaPath, new Dictionary<string, Tensor>(), header);

        var message = Assert.Throws<BadInputException>(() => DeltaFile.Open(DeltaPath)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith(DeltaPath, message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        backbone.Dispose();
        folder.Dispose();
    }

    private void Save(ModelDefinition definition)
    {
        using var model = BackboneLoader.Load(definition, backbone, ThreeLabels);
        DeltaFile.Save(DeltaPath, model, new DeltaDetails { MaxLength = 10 });
    }

    private string LoadError(ModelDefinition definition, BackboneFolder other)
    {
        using var delta = DeltaFile.Open(DeltaPath);
        using var model = BackboneLoader.Load(definition, other, delta.Complete(definition.Facts, other.ConfigOf(HandBertPlan.Pasta.Facts)));
        return Assert.Throws<BadInputException>(() => delta.LoadInto(model)).Message;
    }

    private string UnboundError(Dictionary<string, Tensor> tensors)
    {
        SafetensorsWriter.Write(DeltaPath, tensors);
        using var delta = DeltaFile.OpenUnbound(DeltaPath);
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, backbone, delta.Complete(HandBertPlan.Pasta.Facts, backbone.ConfigOf(HandBertPlan.Pasta.Facts)));
        return Assert.Throws<BadInputException>(() => delta.LoadInto(model)).Message;
    }
}
