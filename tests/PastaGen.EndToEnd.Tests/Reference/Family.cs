using System.Globalization;
using System.Text.RegularExpressions;

namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>How a family's checkpoints and configs spell what the reference knows under one set of names.</summary>
internal sealed partial record Family
{
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
            ["hidden_size"] = "dim", ["num_hidden_layers"] = "n_layers", ["num_attention_heads"] = "n_heads", ["intermediate_size"] = "hidden_dim",
            ["hidden_act"] = "activation", ["type_vocab_size"] = "", ["layer_norm_eps"] = "",
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

    [GeneratedRegex(@"^encoder\.layer\.(\d+)\.")]
    private static partial Regex LayerNumber();
}
