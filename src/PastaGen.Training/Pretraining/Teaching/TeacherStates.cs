using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Corpora;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A teacher's states of the pieces of the passages of one text: see <see cref="SharedPieces"/>. Computed anew each time, because one for each
/// piece of a text is thousands of times what the text takes.
/// </summary>
/// <param name="teacher">The teacher.</param>
/// <param name="text">The tokenizer of the encoder that learns.</param>
/// <param name="corpus">The text.</param>
internal sealed class TeacherStates(TeacherModel teacher, TextEncoder text, Corpus corpus) : TeacherTargets
{
    /// <inheritdoc/>
    public override ComparedStates Of(IReadOnlyList<int> passages, Device device)
    {
        var texts = passages.Select(corpus.TextOf).ToArray();
        var taught = texts.Select(teacher.Encode).ToArray();
        var columns = taught.Max(row => row.Length);
        List<int> groupOfToken = [], rowOfGroup = [];
        List<long> places = [], groups = [];
        foreach (var (row, passage) in texts.Index())
        {
            var pieces = SharedPieces.Of(text.Encode(passage), taught[row]);
            groupOfToken.AddRange(pieces.First.Select(piece => piece < 0 ? piece : rowOfGroup.Count + piece));
            foreach (var (token, piece) in pieces.Second.Index())
            {
                if (piece < 0) continue;
                places.Add((row * columns) + token);
                groups.Add(rowOfGroup.Count + piece);
            }
            rowOfGroup.AddRange(Enumerable.Repeat(row, pieces.Count));
        }

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var states = teacher.StatesOf(taught).flatten(0, 1);
        Tensor Numbers(List<long> values) => tensor(values.ToArray(), dtype: ScalarType.Int64, device: states.device);
        // A sum points where its mean does.
        var sums = zeros([rowOfGroup.Count, teacher.Width], device: states.device).index_add(0, Numbers(groups), states.index_select(0, Numbers(places)), 1);
        return new ComparedStates(groupOfToken, rowOfGroup, passages.Count, DeviceCopy.Of(nn.functional.normalize(sums), device));
    }
}
