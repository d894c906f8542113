using System.Globalization;
using System.Text.RegularExpressions;

namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>How a family's checkpoints and configs spell what the reference knows under one set of names.</summary>
internal sealed partial record Family
{
    /// <summary>BERT whose queries know distances.</summary>
    public static Family KeyDistances { get; } = new()
    {
        Type = "bert",
        Prefix = "bert.",
        AddsPositions = false,
        Settings = new() { ["position_embedding_type"] = "relative_key" },
        LayerTables = [("attention.self.distance_embedding", [(2 * FamilyBackbone.Positions) - 1, FamilyBackbone.Hidden / FamilyBackbone.Heads])],
        Distance = (encoder, layer, query, key, distance, head) => OfHead(query, head, DistanceRow(encoder, layer, distance)),
    };

    /// <summary>BERT whose queries and keys know distances.</summary>
    public static Family KeyAndQueryDistances { get; } = KeyDistances with
    {
        Settings = new() { ["position_embedding_type"] = "relative_key_query" },
        Distance = (encoder, layer, query, key, distance, head) =>
            OfHead(query, head, DistanceRow(encoder, layer, distance)) + OfHead(key, head, DistanceRow(encoder, layer, distance)),
    };

    /// <summary>A number for each distance, in one table for all layers; positions are numbered after the padding token.</summary>
    public static Family DistanceBias { get; } = new()
    {
        Type = "mpnet",
        Prefix = "mpnet.",
        Types = 0,
        PadTokenId = 1,
        HasPooler = false,
        Keys = new() { ["type_vocab_size"] = "" },
        Settings = new() { ["relative_attention_num_buckets"] = 32 },
        Position = (ids, position) => ids[position] == 1 ? 1 : 1 + ids[..(position + 1)].Count(id => id != 1),
        Tables = [("distances", [32, FamilyBackbone.Heads])],
        Names =
        [
            ("attention.self.query", "attention.attn.q"), ("attention.self.key", "attention.attn.k"), ("attention.self.value", "attention.attn.v"),
            ("attention.output.dense", "attention.attn.o"), ("attention.output.LayerNorm", "attention.LayerNorm"), ("distances", "encoder.relative_attention_bias"),
        ],
        // Below a distance of 8 each has a row of its own, 16 rows further where the key stands behind. The encoder divides by the root.
        Distance = (encoder, _, _, _, distance, head) =>
            encoder.Row("distances", Math.Abs(distance) + (distance < 0 ? 16 : 0), FamilyBackbone.Heads)[head] * Math.Sqrt(FamilyBackbone.Hidden / FamilyBackbone.Heads),
    };

    /// <summary>A vector for each distance, in one table for all layers, made into keys and queries; no positions.</summary>
    public static Family DistanceVectors { get; } = new()
    {
        Type = "deberta-v2",
        Prefix = "deberta.",
        Types = 0,
        HasPooler = false,
        HasPositions = false,
        AddsPositions = false,
        MasksQueries = true,
        ScoreTerms = 3,
        Settings = new()
        {
            ["relative_attention"] = true, ["position_biased_input"] = false, ["share_att_key"] = true, ["norm_rel_ebd"] = "layer_norm",
            ["position_buckets"] = 4, ["max_relative_positions"] = 9, ["pos_att_type"] = "p2c|c2p",
        },
        Tables = [("distances", [8, FamilyBackbone.Hidden])],
        Norms = ["distances.LayerNorm"],
        Names =
        [
            ("attention.self.query", "attention.self.query_proj"), ("attention.self.key", "attention.self.key_proj"),
            ("attention.self.value", "attention.self.value_proj"), ("distances.LayerNorm", "encoder.LayerNorm"), ("distances", "encoder.rel_embeddings"),
        ],
        Distance = (encoder, layer, query, key, distance, head) =>
        {
            // Distances up to 2 have rows of their own; those to 6 and beyond share one, for 2 + ceil(ln(d / 2) / ln(4)) is 3 up to 8.
            var row = 4 + (Math.Sign(distance) * Math.Min(Math.Abs(distance), 3));
            var vector = encoder.Norm(encoder.Row("distances", row), "distances.LayerNorm");
            return encoder.Product(query, encoder.Linear(vector, layer + "attention.self.key", FamilyBackbone.Hidden), head)
                + encoder.Product(key, encoder.Linear(vector, layer + "attention.self.query", FamilyBackbone.Hidden), head);
        },
    };

    /// <summary>BERT with positions that are numbered after the padding token, and one token type.</summary>
    public static Family AfterPadding { get; } = new()
    {
        Type = "roberta",
        Prefix = "roberta.",
        Types = 1,
        PadTokenId = 1,
        HasPooler = false,
        Position = (ids, position) => ids[position] == 1 ? 1 : 1 + ids[..(position + 1)].Count(id => id != 1),
    };

    /// <summary>Other keys, other names, no token types.</summary>
    public static Family OtherKeys { get; } = new()
    {
        Type = "distilbert",
        Prefix = "distilbert.",
        HasPooler = false,
        Types = 0,
        Keys = new()
        {
            ["hidden_size"] = "dim",
            ["num_hidden_layers"] = "n_layers",
            ["num_attention_heads"] = "n_heads",
            ["intermediate_size"] = "hidden_dim",
            ["hidden_act"] = "activation",
            ["type_vocab_size"] = "",
            ["layer_norm_eps"] = "",
        },
        Names =
        [
            ("encoder.layer", "transformer.layer"), ("attention.self.query", "attention.q_lin"), ("attention.self.key", "attention.k_lin"),
            ("attention.self.value", "attention.v_lin"), ("attention.output.dense", "attention.out_lin"), ("attention.output.LayerNorm", "sa_layer_norm"),
            ("intermediate.dense", "ffn.lin1"), ("output.dense", "ffn.lin2"), ("output.LayerNorm", "output_layer_norm"),
        ],
    };

    /// <summary>Embeddings narrower than hidden states.</summary>
    public static Family Narrow { get; } = new()
    {
        Type = "electra",
        Prefix = "electra.",
        HasPooler = false,
        Embedding = 4,
        Names = [("embeddings.projection", "embeddings_project")],
    };

    /// <summary>The same without a projection, for the two are equally wide.</summary>
    public static Family Even { get; } = Narrow with { Embedding = null };

    /// <summary>Five layers that share the weights of two.</summary>
    public static Family Shared { get; } = new()
    {
        Type = "albert",
        Prefix = "albert.",
        Embedding = 4,
        Layers = 5,
        Groups = 2,
        Names =
        [
            ("embeddings.projection", "encoder.embedding_hidden_mapping_in"), ("attention.self.query", "attention.query"), ("attention.self.key", "attention.key"),
            ("attention.self.value", "attention.value"), ("attention.output.dense", "attention.dense"), ("attention.output.LayerNorm", "attention.LayerNorm"),
            ("intermediate.dense", "ffn"), ("output.dense", "ffn_output"), ("output.LayerNorm", "full_layer_layer_norm"), ("pooler.dense", "pooler"),
        ],
    };

    public required string Type { get; init; }

    public required string Prefix { get; init; }

    public int Layers { get; init; } = 2;

    /// <summary>Groups of layers that share weights; null where none do.</summary>
    public int? Groups { get; init; }

    public int? Embedding { get; init; }

    public int Types { get; init; } = 2;

    public int PadTokenId { get; init; }

    /// <summary>Whether the files hold positions.</summary>
    public bool HasPositions { get; init; } = true;

    /// <summary>Whether the embeddings add them.</summary>
    public bool AddsPositions { get; init; } = true;

    /// <summary>See the encoder's.</summary>
    public bool MasksQueries { get; init; }

    /// <summary>See the encoder's.</summary>
    public int ScoreTerms { get; init; } = 1;

    /// <summary>See the encoder's.</summary>
    public Func<PlainEncoder, string, double[], double[], int, int, double>? Distance { get; init; }

    /// <summary>Tables of each layer, and of all.</summary>
    public (string Name, int[] Shape)[] LayerTables { get; init; } = [];

    public (string Name, int[] Shape)[] Tables { get; init; } = [];

    /// <summary>Norms beside the layers.</summary>
    public string[] Norms { get; init; } = [];

    /// <summary>What else the config says.</summary>
    public Dictionary<string, object> Settings { get; init; } = [];

    public bool HasPooler { get; init; } = true;

    public Func<int[], int, int>? Position { get; init; }

    /// <summary>Keys of the config that differ from the usual ones; an empty one is left out.</summary>
    public Dictionary<string, string> Keys { get; init; } = [];

    /// <summary>Parts of the reference's names, and what the family says instead.</summary>
    public (string Plain, string Own)[] Names { get; init; } = [];

    /// <summary>The config.</summary>
    public Dictionary<string, object> Config
    {
        get
        {
            var config = new Dictionary<string, object> { ["model_type"] = Type };
            Add("hidden_size", FamilyBackbone.Hidden);
            Add("num_hidden_layers", Layers);
            Add("num_attention_heads", FamilyBackbone.Heads);
            Add("intermediate_size", FamilyBackbone.Intermediate);
            Add("vocab_size", FamilyBackbone.Words);
            Add("max_position_embeddings", FamilyBackbone.Positions);
            Add("type_vocab_size", Types);
            Add("pad_token_id", PadTokenId);
            Add("hidden_act", "gelu");
            Add("layer_norm_eps", 1e-12);
            if (Type is "electra" or "albert") Add("embedding_size", Embedding ?? FamilyBackbone.Hidden);
            if (Groups is { } groups) Add("num_hidden_groups", groups);
            foreach (var (key, value) in Settings) config[key] = value;
            return config;

            void Add(string key, object value)
            {
                var own = Keys.GetValueOrDefault(key, key);
                if (own.Length > 0) config[own] = value;
            }
        }
    }

    /// <summary>The name in a file of what the reference calls otherwise.</summary>
    public string Name(string plain)
    {
        if (plain.StartsWith("classifier", StringComparison.Ordinal)) return plain;
        var own = Groups is { } groups
            ? LayerNumber().Replace(plain, match => string.Create(
                CultureInfo.InvariantCulture, $"encoder.albert_layer_groups.{int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * groups / Layers}.albert_layers.0."))
            : plain;
        var leaf = Names.FirstOrDefault(name => !name.Plain.StartsWith("encoder", StringComparison.Ordinal) && own.Contains(name.Plain + ".", StringComparison.Ordinal));
        if (leaf.Plain is not null) own = own.Replace(leaf.Plain + ".", leaf.Own + ".", StringComparison.Ordinal);
        var path = Names.FirstOrDefault(name => name.Plain.StartsWith("encoder", StringComparison.Ordinal));
        return Prefix + (path.Plain is null ? own : own.Replace(path.Plain, path.Own, StringComparison.Ordinal));
    }

    private static double[] DistanceRow(PlainEncoder encoder, string layer, int distance) =>
        encoder.Row(layer + "attention.self.distance_embedding", distance + FamilyBackbone.Positions - 1, FamilyBackbone.Hidden / FamilyBackbone.Heads);

    private static double OfHead(double[] state, int head, double[] row) => row.Select((value, i) => value * state[(head * row.Length) + i]).Sum();

    [GeneratedRegex(@"^encoder\.layer\.(\d+)\.")]
    private static partial Regex LayerNumber();
}
