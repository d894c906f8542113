using System.Buffers.Binary;
using PastaGen.Testing;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class SafetensorsRoundTripTests
{
    [Fact]
    public void Every_supported_type_comes_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["f32"] = tensor([1.5f, -0f, float.NaN, float.MaxValue]),
            ["f64"] = tensor([Math.PI, double.Epsilon]),
            ["f16"] = tensor([0.1f, 65504f]).to(ScalarType.Float16),
            ["bf16"] = tensor([0.1f, 3e38f]).to(ScalarType.BFloat16),
            ["i64"] = tensor([long.MinValue, 7L]),
            ["i32"] = tensor([int.MinValue, 7]),
            ["bool"] = tensor([true, false]),
            ["u8"] = tensor([0, 255]).to(ScalarType.Byte),
            ["scalar"] = tensor(2.5f),
            ["none"] = zeros(0, 3),
        };
        SafetensorsWriter.Write(folder.File("x"), tensors, new Dictionary<string, string> { ["k"] = "a \"b\"\nü" });

        using var file = SafetensorsFile.Open(folder.File("x"));

        Assert.Equal("a \"b\"\nü", file.Metadata["k"]);
        Assert.Equal(tensors.Keys.Order(), file.Names.Order());
        foreach (var (name, expected) in tensors)
        {
            var loaded = file.Load(name);
            Assert.Equal(expected.dtype, loaded.dtype);
            Assert.Equal(expected.shape, loaded.shape);
            Assert.Equal(expected.contiguous().bytes.ToArray(), loaded.bytes.ToArray());
        }
    }

    [Fact]
    public void The_header_is_padded_to_eights_and_sorted_by_falling_type_then_name()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor>
        {
            ["b"] = ones(1),
            ["a"] = ones(1),
            ["half"] = ones(1, dtype: ScalarType.Float16),
            ["long"] = ones(1, dtype: ScalarType.Int64),
        });

        var bytes = File.ReadAllBytes(folder.File("x"));
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"long":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},"half":{"dtype":"F16","shape":[1],"data_offsets":[16,18]}}""",
            System.Text.Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal(8 + length + 18, bytes.Length);
    }

    [Fact]
    public void A_file_without_tensors_and_spaces_around_its_header_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x"), [8, 0, 0, 0, 0, 0, 0, 0, .. "  {   } "u8]);

        using var file = SafetensorsFile.Open(folder.File("x"));

        Assert.Empty(file.Entries);
        Assert.Contains("holds no tensor \"a\"", Assert.Throws<BadInputException>(() => file.Bytes("a").Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_precision_tensor_is_loaded_as_float32_when_asked()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor> { ["a"] = tensor([0.5f, -2f]).to(ScalarType.Float16) });
        using var file = SafetensorsFile.Open(folder.File("x"));

        Assert.Equal([0.5f, -2f], file.Load("a", ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void A_tensor_outlives_its_file_and_the_file_refuses_after_it_is_closed()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor> { ["a"] = tensor([1f, 2f]) });
        var file = SafetensorsFile.Open(folder.File("x"));
        var loaded = file.Load("a");
        file.Dispose();
        file.Dispose();

        Assert.Equal([1f, 2f], loaded.data<float>().ToArray());
        Assert.Throws<ObjectDisposedException>(() => file.Bytes("a").Length);
    }

    [Fact]
    public void Closing_a_file_and_refusing_one_leave_nothing_mapped()
    {
        if (!File.Exists("/proc/self/maps")) return;
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(folder.File("good"), new Dictionary<string, Tensor> { ["a"] = tensor([1f, 2f]) });
        File.WriteAllBytes(folder.File("broken"), [.. File.ReadAllBytes(folder.File("good")), 0]);

        var file = SafetensorsFile.Open(folder.File("good"));
        Assert.Contains(folder.File("good"), File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        file.Dispose();
        Assert.Throws<BadInputException>(() => SafetensorsFile.Open(folder.File("broken")));

        Assert.DoesNotContain(folder.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_is_written_as_its_own_values()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var grid = arange(6, dtype: ScalarType.Float32).view(2, 3);
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor> { ["t"] = grid.transpose(0, 1), ["again"] = grid });
        using var file = SafetensorsFile.Open(folder.File("x"));

        Assert.Equal([0f, 3, 1, 4, 2, 5], file.Load("t").data<float>().ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5], file.Load("again").data<float>().ToArray());
    }

    [Fact]
    public void Reserved_and_repeated_names_are_not_written()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor> { ["__metadata__"] = ones(1) }));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(folder.File("x"), [new("a", ones(1)), new("a", ones(1))]));
        Assert.False(File.Exists(folder.File("x")));
    }

    [SharedDataFact]
    public void A_file_of_the_Python_library_is_written_back_byte_for_byte()
    {
        var path = SharedData.Path("goldens", "pasta", "bert-seq", "model.safetensors");
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(path);
        SafetensorsWriter.Write(folder.File("x"), file.Names.Select(name => KeyValuePair.Create(name, file.Load(name))), file.Metadata.Count == 0 ? null : file.Metadata);

        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(folder.File("x")));
    }
}
