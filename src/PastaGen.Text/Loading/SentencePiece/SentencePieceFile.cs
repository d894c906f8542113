namespace PastaGen.Text;

/// <summary>What a SentencePiece *.model says (the message ModelProto of its published schema sentencepiece_model.proto).</summary>
internal sealed class SentencePieceFile
{
    private const int Unigram = 1, Control = 3, UserDefined = 4;

    private SentencePieceFile(string path, IReadOnlyList<Piece> pieces, int unknownId, PrecompiledMap? rules) =>
        (Path, Pieces, UnknownId, Rules) = (path, pieces, unknownId, rules);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The pieces, in the order of their ids.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>The id of the unknown token.</summary>
    public int UnknownId { get; }

    /// <summary>The normalization rules; null where there are none.</summary>
    public PrecompiledMap? Rules { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It cannot be read, is no such file, or is not of the kind Unigram.</exception>
    public static SentencePieceFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }

        var pieces = new List<Piece>();
        var (kind, unknownId) = (Unigram, 0);
        byte[] rules = [];
        var model = new ProtobufReader(bytes);
        while (model.Read())
        {
            switch (model.Field)
            {
                case 1:
                    pieces.Add(ReadPiece(path, model.Bytes));
                    break;
                case 2:
                    (kind, unknownId) = ReadTraining(path, model.Bytes);
                    break;
                case 3:
                    rules = ReadRules(path, model.Bytes);
                    break;
            }
        }
        if (model.IsBroken || pieces.Count == 0) throw Broken(path);
        if (kind != Unigram)
            throw new BadInputException($"{path}: the SentencePiece model is of the kind {kind switch { 2 => "BPE", 3 => "word", 4 => "char", _ => "unknown" }}; supported is Unigram");
        if (unknownId < 0 || unknownId >= pieces.Count) throw Broken(path);
        return new SentencePieceFile(path, pieces, unknownId, rules.Length == 0 ? null : PrecompiledMap.TryRead(rules) ?? throw Broken(path));
    }

    private static Piece ReadPiece(string path, ReadOnlySpan<byte> message)
    {
        var (text, score, kind) = ("", 0f, 1);
        var piece = new ProtobufReader(message);
        while (piece.Read())
        {
            switch (piece.Field)
            {
                case 1: text = piece.Text; break;
                case 2: score = piece.Single; break;
                case 3: kind = piece.Integer; break;
            }
        }
        return !piece.IsBroken && float.IsFinite(score) ? new Piece(text, score, kind == Control, kind == UserDefined) : throw Broken(path);
    }

    private static (int Kind, int UnknownId) ReadTraining(string path, ReadOnlySpan<byte> message)
    {
        var (kind, unknownId) = (Unigram, 0);
        var training = new ProtobufReader(message);
        while (training.Read())
        {
            if (training.Field == 3) kind = training.Integer;
            else if (training.Field == 40) unknownId = training.Integer;
            else if (training.Field == 35 && training.Boolean) throw new BadInputException($"{path}: the SentencePiece model spells unknown characters as bytes (byte_fallback), which is not supported");
        }
        return training.IsBroken ? throw Broken(path) : (kind, unknownId);
    }

    private static byte[] ReadRules(string path, ReadOnlySpan<byte> message)
    {
        byte[] rules = [];
        var normalizing = new ProtobufReader(message);
        while (normalizing.Read())
        {
            // The options beside the rules: what the library makes of this file does what their defaults, true, say.
            if (normalizing.Field == 2) rules = normalizing.Bytes.ToArray();
            else if (normalizing.Field is 3 or 4 or 5 && !normalizing.Boolean)
                throw new BadInputException(
                    $"{path}: the SentencePiece model sets {normalizing.Field switch { 3 => "add_dummy_prefix", 4 => "remove_extra_whitespaces", _ => "escape_whitespaces" }} to false, which is not supported");
        }
        return normalizing.IsBroken ? throw Broken(path) : rules;
    }

    private static BadInputException Broken(string path) => new($"{path}: is not a SentencePiece model; the file may be incomplete");

    /// <summary>A piece.</summary>
    /// <param name="Text">How it is written.</param>
    /// <param name="Score">The logarithm of its probability.</param>
    /// <param name="IsControl">Whether it stands for no text.</param>
    /// <param name="IsUserDefined">Whether it is a token wherever it stands.</param>
    internal readonly record struct Piece(string Text, float Score, bool IsControl, bool IsUserDefined);
}
