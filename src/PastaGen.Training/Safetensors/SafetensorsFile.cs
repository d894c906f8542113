using PastaGen.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A safetensors file, open for reading. The file is mapped, not read: a tensor costs nothing until it is asked for. Everything that
/// the header says is checked when the file is opened.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly MappedFile file;
    private readonly long dataStart;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsFile(MappedFile file, string path)
    {
        this.file = file;
        Path = path;
        (Entries, Metadata, dataStart) = SafetensorsHeader.Read(file, path);
        byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The file's path, as it was given.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The tensors' names, in the order of their bytes.</summary>
    public IEnumerable<string> Names => Entries.Select(entry => entry.Name);

    /// <summary>The texts that the header carries (<c>__metadata__</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It cannot be read, or is not a valid safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var mapped = MappedFile.Open(path, "a safetensors file");
        try
        {
            return new SafetensorsFile(mapped, path);
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file holds a tensor.</summary>
    /// <param name="name">Its name.</param>
    public bool Contains(string name) => byName.ContainsKey(name);

    /// <summary>What the header says of a tensor; null where there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What the header says of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="BadInputException">The file holds no such tensor.</exception>
    public SafetensorsEntry this[string name] => Find(name) ?? throw new BadInputException(
        $"{Path}: holds no tensor \"{name}\"; {(NearestName.Of(name, Names) is { } nearest ? $"the nearest name is \"{nearest}\"" : "it holds none at all")}");

    /// <summary>A tensor's bytes, little-endian; valid until the file is disposed of.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="BadInputException">There is no such tensor, or it has more than 2 GiB.</exception>
    public ReadOnlySpan<byte> Bytes(string name) => Bytes(this[name]);

    /// <summary>A tensor's bytes, little-endian; valid until the file is disposed of.</summary>
    /// <param name="entry">The tensor.</param>
    /// <exception cref="BadInputException">It has more than 2 GiB.</exception>
    public ReadOnlySpan<byte> Bytes(SafetensorsEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.ByteCount > Array.MaxLength)
            throw new BadInputException($"{Path}: the tensor \"{entry.Name}\" has {entry.ByteCount} bytes; tensors of more than {Array.MaxLength} bytes are not supported");
        return file.Bytes(dataStart + entry.Begin, (int)entry.ByteCount);
    }

    /// <summary>
    /// Takes the pages of a tensor that was read out of this process's memory, so that a file that was copied once is not held twice.
    /// They come back when they are read again.
    /// </summary>
    internal void Release(SafetensorsEntry entry) => file.Release(dataStart + entry.Begin, entry.ByteCount);

    /// <summary>Copies a tensor out of the file; it then lives on without the file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type that is wished; null keeps the file's.</param>
    /// <param name="device">Where it shall live; null means the CPU.</param>
    /// <exception cref="BadInputException">There is no such tensor, or the engine has no such type.</exception>
    public Tensor Load(string name, ScalarType? type = null, Device? device = null)
    {
        var entry = this[name];
        var fileType = entry.Type.ScalarType
            ?? throw new BadInputException($"{Path}: the tensor \"{name}\" is of type {entry.Type}, which is not supported; convert it to F32 first");
        var loaded = empty([.. entry.Shape], dtype: fileType);
        if (entry.ByteCount > 0) Bytes(entry).CopyTo(loaded.bytes);
        Release(entry);
        var wished = Convert(loaded, type ?? fileType, device ?? CPU);
        if (!ReferenceEquals(wished, loaded)) loaded.Dispose();
        return wished;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static Tensor Convert(Tensor loaded, ScalarType type, Device device)
    {
        if (loaded.dtype == type && device.type == DeviceType.CPU) return loaded;
        using var scope = NewDisposeScope();
        return loaded.to(type).to(device).MoveToOuterDisposeScope();
    }
}
