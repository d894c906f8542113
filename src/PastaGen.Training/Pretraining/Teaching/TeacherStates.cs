using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Corpora;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A teacher's states of the pieces of the passages of one text: see <see cref="SharedPieces"/>. Computed anew each time, because one for each
/// piece of a text takes hundreds of times what the text takes.
/// </summary>
/// <param name="teacher">The teacher.</param>
/// <param name="text">The tokenizer of the encoder that learns.</param>
/// <param name="corpus">The text.</param>
internal sealed class TeacherStates(TeacherModel teacher, TextEncoder text, Corpus corpus) : TeacherTargets
{
    /// <inheritdoc/>
    public override (StateVectors Vectors, Tensor Targets) Of(IReadOnlyList<int> passages, Device device)
    {
        var taught = passages.Select(passage => teacher.Encode(corpus.TextOf(passage))).ToArray();
        List<int> groupOfToken = [], taughtGroups = [], rowOfGroup = [];
        foreach (var (row, passage) in passages.Index())
        {
            var pieces = PiecesOf(passage, taught[row]);
            int[] Numbered(int[] pieceOfToken) => [.. pieceOfToken.Select(piece => piece < 0 ? piece : rowOfGroup.Count + piece)];
            groupOfToken.AddRange(Numbered(pieces.First));
            taughtGroups.AddRange(Numbered(pieces.Second));
            rowOfGroup.AddRange(Enumerable.Repeat(row, pieces.Count));
        }
        using var scope = NewDisposeScope();
        var targets = teacher.VectorsOf(taught, taughtGroups, rowOfGroup).to(device).DetachFromDisposeScope();
        return (new GroupVectors(groupOfToken, rowOfGroup, device), targets);
    }

    // A passage was cut from its document as tokens. Where its text by itself gives others, nothing tells where those lie in it.
    private SharedPieces PiecesOf(int passage, Encoding taught)
    {
        var read = text.Encode(corpus.TextOf(passage));
        var tokens = read.Ids.Where((_, token) => read.SpecialOrdinals[token] == 0);
        return tokens.SequenceEqual(corpus.TokensOf(passage).ToArray()) ? SharedPieces.Of(read, taught) : SharedPieces.None(corpus.RowLengths[passage], taught.Length);
    }
}
