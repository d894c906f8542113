using System.Buffers.Binary;
using System.Security.Cryptography;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// One state of a run between two updates, open for reading: a safetensors file with the trained tensors, the optimizer's moments, the
/// best evaluation's tensors, the record, and a checksum over all of it. docs/resuming.md describes the layout.
/// </summary>
internal sealed class RunState : IDisposable
{
    /// <summary>Before the names of trained tensors.</summary>
    public const string Trained = "trained.";

    /// <summary>Before the names of first moments.</summary>
    public const string FirstMoment = "moment1.";

    /// <summary>Before the names of second moments.</summary>
    public const string SecondMoment = "moment2.";

    /// <summary>Before the names of the best evaluation's tensors.</summary>
    public const string Best = "best.";

    private const string Format = "pastagen-state";
    private const string Version = "1";
    private readonly SafetensorsFile file;

    private RunState(SafetensorsFile file, RunRecord record)
    {
        this.file = file;
        Record = record;
    }

    /// <summary>What the state says beside its tensors.</summary>
    public RunRecord Record { get; }

    /// <summary>Copies a tensor of the state into another.</summary>
    /// <param name="name">Its name, with what stands before it.</param>
    /// <param name="target">Of the same shape.</param>
    /// <exception cref="BadInputException">The state holds no such tensor, or one of another shape.</exception>
    public void CopyTo(string name, Tensor target)
    {
        if (!file[name].Shape.SequenceEqual(target.shape))
            throw new BadInputException($"{file.Path}: the tensor \"{name}\" has the shape {file[name].ShapeText}, but the model has [{string.Join(", ", target.shape)}]; pass --fresh to start over");
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        target.copy_(file.Load(name));
    }

    /// <summary>The best evaluation's tensors by their names in a delta, for the caller to dispose of; empty where there are none.</summary>
    public Dictionary<string, Tensor> LoadBest() => file.Names.Where(name => name.StartsWith(Best, StringComparison.Ordinal))
        .ToDictionary(name => name[Best.Length..], name => file.Load(name).DetachFromDisposeScope(), StringComparer.Ordinal);

    /// <summary>Opens a state and holds it to its checksum.</summary>
    /// <exception cref="BadInputException">The file is no state, of another version, or damaged anywhere.</exception>
    public static RunState Open(string path)
    {
        var file = SafetensorsFile.Open(path);
        try
        {
            if (file.Metadata.GetValueOrDefault("format") != Format) throw new BadInputException($"{path}: is no state of a run");
            if (file.Metadata.GetValueOrDefault("format_version") is var version && version != Version)
                throw new BadInputException($"{path}: is of state format version {version}, but this program reads version {Version}");
            var text = file.Metadata.GetValueOrDefault("run") ?? "";
            var found = Checksum(text, file.Entries.Select(entry => (entry.Name, entry.Type, entry.Shape)), name => file.Bytes(name));
            if (file.Metadata.GetValueOrDefault("sha256") != found) throw new BadInputException($"{path}: is damaged, its checksum does not fit");
            return new RunState(file, RunRecord.Parse(text) ?? throw new BadInputException($"{path}: is damaged, its record cannot be read"));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a state; the file is replaced at once or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="record">What the state says beside its tensors.</param>
    /// <param name="tensors">Tensors on the CPU and contiguous, by name.</param>
    /// <param name="beforeReplacing">Called once the new file is safe on the disk under another name.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string path, RunRecord record, IReadOnlyDictionary<string, Tensor> tensors, Action beforeReplacing)
    {
        var text = record.ToJson();
        var checksum = Checksum(
            text, tensors.Select(tensor => (tensor.Key, SafetensorsType.Of(tensor.Value.dtype), (IReadOnlyList<long>)tensor.Value.shape)), name => tensors[name].numel() == 0 ? [] : tensors[name].bytes);
        SafetensorsWriter.Write(path, tensors, [new("format", Format), new("format_version", Version), new("run", text), new("sha256", checksum)], beforeReplacing);
    }

    private delegate ReadOnlySpan<byte> BytesOf(string name);

    private static string Checksum(string record, IEnumerable<(string Name, SafetensorsType Type, IReadOnlyList<long> Shape)> tensors, BytesOf bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, record);
        foreach (var (name, type, shape) in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            Append(hash, $"{name} {type} [{string.Join(", ", shape)}]");
            hash.AppendData(bytes(name));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Its length before each text tells where it ends.
    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
