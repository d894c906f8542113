using System.Globalization;
using System.Runtime.InteropServices;
using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Corpora;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A teacher's vectors of the passages of one text, computed once each, a part at a time as an update needs them, and kept in files of one
/// part each, so that neither later epochs nor a run that goes on pay for them again. Kept in float16, which holds a unit vector to
/// three digits.
/// </summary>
internal sealed class TeacherVectors : TeacherTargets
{
    private const int PassagesPerPart = 1024;
    private const string Format = "pastagen-teacher";
    private readonly TeacherModel teacher;
    private readonly Corpus corpus;
    private readonly Pooling pooling;
    private readonly string prefix;
    private readonly string folder;
    private readonly Action<int> progress;
    private readonly Action<Action> tryWrite;
    private readonly HashSet<string> kept = new(StringComparer.Ordinal);   // the files of this text and teacher
    private readonly Queue<(int Part, int[] Passages)> unwritten = new();
    private readonly int[] order;
    private readonly int[] placeInOrder;
    private readonly Half[]?[] vectors;
    private int known;

    /// <summary>The vectors of a text; those that the folder holds are read.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="pooling">Which of the encoder's states the vectors are compared with.</param>
    /// <param name="order">The passages in the order in which they will be needed, which parts follow.</param>
    /// <param name="folder">Where parts are kept.</param>
    /// <param name="prefix">What the names of their files begin with.</param>
    /// <param name="progress">Told how many vectors are known, after each part.</param>
    /// <param name="tryWrite">Runs what writes, which may fail: a part that could not be kept is tried again with the next.</param>
    public TeacherVectors(TeacherModel teacher, Corpus corpus, Pooling pooling, IEnumerable<int> order, string folder, string prefix, Action<int> progress, Action<Action> tryWrite)
    {
        (this.teacher, this.corpus, this.pooling, this.folder, this.prefix, this.progress, this.tryWrite) = (teacher, corpus, pooling, folder, prefix, progress, tryWrite);
        this.order = [.. order];
        placeInOrder = new int[this.order.Length];
        for (var place = 0; place < this.order.Length; place++) placeInOrder[this.order[place]] = place;
        vectors = new Half[corpus.Passages.Count][];
        ReadParts();
    }

    /// <summary>Computes what is not known yet of some passages, and with each the part that it belongs to; whole parts are kept.</summary>
    public override void Prepare(IEnumerable<int> passages, CancellationToken cancellation)
    {
        foreach (var passage in passages)
            if (vectors[passage] is null) Compute(placeInOrder[passage] / PassagesPerPart, cancellation);
    }

    /// <inheritdoc/>
    public override (StateVectors Vectors, Tensor Targets) Of(IReadOnlyList<int> passages, Device device)
    {
        var values = new float[passages.Count * teacher.Width];
        for (var row = 0; row < passages.Count; row++)
        {
            var vector = vectors[passages[row]] ?? throw new InvalidOperationException($"the vector of passage {passages[row]} is not known yet");
            for (var element = 0; element < vector.Length; element++) values[(row * teacher.Width) + element] = (float)vector[element];
        }
        return (new RowVectors(pooling), DeviceCopy.Of(tensor(values, [passages.Count, teacher.Width], dtype: ScalarType.Float32), device));
    }

    private void Compute(int part, CancellationToken cancellation)
    {
        // One that is known stays as it is: in another batch its last bits may be others, and updates may have been made with it.
        int[] passages = [.. order.Skip(part * PassagesPerPart).Take(PassagesPerPart).Where(passage => vectors[passage] is null)];
        var found = teacher.VectorsOf([.. passages.Select(corpus.TextOf)], cancellation);
        for (var row = 0; row < passages.Length; row++) Take(passages[row], [.. found[row].Select(value => (Half)value)]);
        unwritten.Enqueue((part, passages));
        tryWrite(() =>
        {
            for (; unwritten.TryPeek(out var next); unwritten.Dequeue()) Write(next.Part, next.Passages);
        });
        progress(known);
    }

    private void Take(int passage, Half[] vector)
    {
        if (vectors[passage] is not null) return;
        known++;
        vectors[passage] = vector;
    }

    private Dictionary<string, string> Metadata => new()
    {
        ["format"] = Format,
        ["teacher"] = teacher.Digest,
        ["text"] = corpus.Digest,
    };

    private void Write(int part, int[] passages)
    {
        using var scope = NewDisposeScope();
        Directory.CreateDirectory(folder);
        var values = empty([passages.Length, teacher.Width], dtype: ScalarType.Float16);
        var bytes = values.bytes;
        for (var row = 0; row < passages.Length; row++)
            MemoryMarshal.AsBytes<Half>(vectors[passages[row]]).CopyTo(bytes[(row * teacher.Width * sizeof(ushort))..]);
        // A run in another order has parts of the same numbers.
        while (kept.Contains(PathOf(part))) part++;
        SafetensorsWriter.Write(
            PathOf(part),
            new Dictionary<string, Tensor> { ["vectors"] = values, ["passages"] = tensor([.. passages.Select(passage => (long)passage)]) },
            Metadata);
        kept.Add(PathOf(part));
    }

    private string PathOf(int part) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{prefix}-{part:00000}.safetensors"));

    // A part is known by what it is of, and not by its name: one of another text or teacher is computed anew, and replaced.
    private void ReadParts()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, $"{prefix}-*.safetensors").Order(StringComparer.Ordinal))
        {
            SafetensorsFile file;
            try
            {
                file = SafetensorsFile.Open(path);
            }
            catch (BadInputException)
            {
                continue;
            }
            using (file)
            {
                if (Metadata.Any(pair => file.Metadata.GetValueOrDefault(pair.Key) != pair.Value)) continue;
                if (file.Find("vectors") is not { Shape: [var rows, var width] } entry || width != teacher.Width || file.Find("passages") is not { Shape: [var numbers] } || numbers != rows) continue;
                kept.Add(path);
                var values = MemoryMarshal.Cast<byte, Half>(file.Bytes(entry));
                var passages = MemoryMarshal.Cast<byte, long>(file.Bytes("passages"));
                for (var row = 0; row < rows; row++)
                    if (passages[row] >= 0 && passages[row] < vectors.Length) Take((int)passages[row], values.Slice(row * teacher.Width, teacher.Width).ToArray());
            }
        }
    }
}
