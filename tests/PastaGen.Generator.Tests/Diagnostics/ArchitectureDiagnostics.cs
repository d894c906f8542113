namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes in an architecture, told at its own interface whether or not a model uses it, and told once however many do.</summary>
public sealed class ArchitectureDiagnostics
{
    private const string Key = "-[Weights(Role.Key, \"self.key\")] Linear Key { get; }\n";
    private const string Pooler = "-[Block(\"pooler\")] IPooler Pooler { get; }\n";
    private const string Layers = "-[Repeated(\"encoder.layer.{0}\")] IReadOnlyList<ILayer> Layers { get; }\n";

    [Fact]
    public Task A_role_is_missing() => Reports.AreAsync(Changed(Key),
        ("PASTA022", "IAttention", "IAttention is a block of kind SelfAttention and needs weights with Role.Key."));

    [Fact]
    public Task A_role_is_played_twice() => Reports.AreAsync(Changed(Key + """
        +[Weights(Role.Key, "self.key")] Linear Key { get; }
        +[Weights(Role.Key, "self.second")] Linear Second { get; }
        """),
        ("PASTA023", "Role.Key", "IAttention has two members with Role.Key, 'Key' and 'Second'; a block has each role once."));

    [Fact]
    public Task A_role_belongs_to_another_kind() => Reports.AreAsync(Changed(Key + """
        +[Weights(Role.Key, "self.key")] Linear Key { get; }
        +[Weights(Role.Widen, "self.wide")] Linear Wide { get; }
        """),
        ("PASTA024", "Role.Widen", "IAttention is a block of kind SelfAttention, which has no Role.Widen; its roles are Query, Key, Value, Output, Distances, Norm."));

    [Fact]
    public Task A_type_does_not_fit_its_role() => Reports.AreAsync(Changed(Key + "+[Weights(Role.Key, \"self.key\")] LayerNorm Key { get; }"),
        ("PASTA025", "Weights(Role.Key, \"self.key\")", "'Key' plays Role.Key, which is a Linear; its type is LayerNorm."));

    [Fact]
    public Task A_block_has_no_kind() => Reports.AreAsync(Changed("-[Pooler(Activation.Tanh)]"),
        ("PASTA026", "Block(\"pooler\")", "'Pooler' is a block, but its type IPooler has no block kind; put one on the interface, such as [Pooler]."));

    [Fact]
    public Task A_repeated_path_has_no_number() => Reports.AreAsync(Changed(Layers + "+[Repeated(\"encoder.layer\")] IReadOnlyList<ILayer> Layers { get; }"),
        ("PASTA027", "\"encoder.layer\"", "The path 'encoder.layer' must hold {0} where the layer's number stands."));

    [Fact]
    public Task Two_weights_have_one_name() => Reports.AreAsync(Changed(Key + "+[Weights(Role.Key, \"self.query\")] Linear Key { get; }"),
        ("PASTA028", "\"self.query\"", "'IAttention.Query' and 'IAttention.Key' would both be called 'encoder.layer.{0}.attention.self.query' in a checkpoint; give one of them another name."));

    [Fact]
    public Task The_head_reads_a_pooler_that_is_not_there() => Reports.AreAsync(Changed(Pooler),
        ("PASTA033", "HeadInput.PooledOutput", "The sequence head of IBert reads the pooled output, but IBert has no pooler; let it read HeadInput.FirstPosition, or declare one."));

    [Theory]
    [InlineData("ConfigKey(ConfigSetting.HiddenSize, \"\")", "no file holds ConfigSetting.HiddenSize, and no Fallback is given; give one")]
    [InlineData("ConfigKey(ConfigSetting.HiddenSize, \"dim\", Fallback = 0.5)", "the Fallback of ConfigSetting.HiddenSize must be a whole number", "0.5")]
    [InlineData("ConfigKey(ConfigSetting.Activation, \"act\", Fallback = 1)", "the Fallback of ConfigSetting.Activation must be its name in a config.json", "1")]
    [InlineData("ConfigKey(ConfigSetting.HiddenDropout, \"drop\", Fallback = true)", "the Fallback of ConfigSetting.HiddenDropout must be a number", "true")]
    [InlineData("ConfigKey(ConfigSetting.HiddenSize, \"a\"), ConfigKey(ConfigSetting.HiddenSize, \"b\")", "two attributes say where ConfigSetting.HiddenSize stands; drop one of them", "ConfigKey(ConfigSetting.HiddenSize, \"b\")")]
    [InlineData("Requires(\"kind\")", "what \"kind\" may be is one or more texts, numbers or truth values")]
    [InlineData("Requires(\"kind\", \"a\"), Requires(\"kind\", \"b\")", "two attributes say what \"kind\" may be; give all values in one", "Requires(\"kind\", \"b\")")]
    public Task What_it_says_of_its_config_can_be_read(string attributes, string mistake, string? place = null) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Architecture(\"mini\"), {attributes}]\npublic interface IMini : IBert;")),
        ("PASTA055", place ?? attributes, $"What IMini says of its config.json is wrong: {mistake}."));

    [Fact]
    public Task What_some_encoders_lack_is_nullable() => Reports.AreAsync(
        Changed("-[Weights(Role.Distances, \"self.distance_embedding\")] Embedding? Distances { get; }\n+[Weights(Role.Distances, \"self.distance_embedding\")] Embedding Distances { get; }"),
        ("PASTA040", "Weights(Role.Distances, \"self.distance_embedding\")", "'Distances' of IAttention has Role.Distances, which some encoders lack; let its type be Embedding?."));

    [Fact]
    public Task What_every_encoder_has_is_not_nullable() => Reports.AreAsync(Changed(Key + "+[Weights(Role.Key, \"self.key\")] Linear? Key { get; }"),
        ("PASTA040", "Weights(Role.Key, \"self.key\")", "'Key' of IAttention is nullable, but every encoder has weights with Role.Key; drop the question mark."));

    [Theory]
    [InlineData("Activation", "Activation.Tanh")]
    [InlineData("ActivationKey", "\"act\"")]
    [InlineData("Norm", "\"norm\"")]
    [InlineData("DenseHasBias", "false")]
    public Task A_heads_setting_stands_beside_what_it_is_for(string name, string value) => Reports.AreAsync(
        Changed($"-[TokenHead(\"classifier\")]\n+[TokenHead(\"classifier\", {name} = {value})]"),
        ("PASTA050", value, $"[TokenHead] names {name}, which is about Dense, and no Dense; name Dense or drop {name}."));

    [Theory]
    [InlineData("TokenHead(\"classifier\", NormHasBias = false)")]
    [InlineData("TokenHead(\"classifier\", Dense = \"dense\", NormHasBias = false)")]
    public Task A_norms_setting_stands_beside_its_norm(string head) => Reports.AreAsync(
        Changed($"-[TokenHead(\"classifier\")]\n+[{head}]"),
        ("PASTA056", "false", "[TokenHead] names NormHasBias, which is about Norm, and no Norm; name Norm or drop NormHasBias."));

    [Theory]
    [InlineData("Linear?", null)]
    [InlineData("Linear", null)]
    [InlineData("Linear?", "dense")]
    public Task A_head_for_words_gives_states_the_width_of_their_embeddings(string projection, string? dense)
    {
        var head = dense is null ? "MaskedLanguageHead(\"words\")" : $"MaskedLanguageHead(\"words\", Dense = \"{dense}\")";
        var run = GeneratorRun.Of(SourceFiles.Declarations($$"""
            [Architecture("narrow")]
            [{{head}}]
            public interface INarrow : IBert
            {
                [Block] IProjection Projection { get; }

                [EmbeddingProjection]
                interface IProjection
                {
                    [Weights(Role.Output, "projection")] {{projection}} Output { get; }
                }
            }
            """));
        (string, string, string)[] expected = dense is not null ? [] :
        [
            ("PASTA057", head, "[MaskedLanguageHead] of INarrow scores words by products of hidden states with the word embeddings, which may be narrower; name Dense, the linear from one width to the other."),
        ];
        return Reports.AreAsync(run, expected);
    }

    [Theory]
    [InlineData("LayerGroupCount", "groups")]
    [InlineData("EmbeddingSize", "width")]
    [InlineData("HeadInputDropout", "input_dropout")]
    [InlineData("ClassifierDropout", "cls_dropout", "SequenceHead(\"classifier\", HeadInput.PooledOutput, Dropout = HeadDropout.Hidden), TokenHead(\"classifier\", Dropout = HeadDropout.Hidden)")]
    public Task What_a_key_says_is_read(string setting, string key, string heads = "SequenceHead(\"classifier\", HeadInput.PooledOutput)") => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Architecture(\"mini\"), {heads}, ConfigKey(ConfigSetting.{setting}, \"{key}\")]\npublic interface IMini : IBert;")),
        ("PASTA058", $"ConfigKey(ConfigSetting.{setting}, \"{key}\")", $"IMini names the key \"{key}\" for ConfigSetting.{setting}, which no block and no head of it reads, so a file's word would be ignored; drop it."));

    [Theory]
    [InlineData("ConfigKey(ConfigSetting.EmbeddingSize, \"\")")]
    [InlineData("ConfigKey(ConfigSetting.EmbeddingSize, \"width\"), Requires(\"width\", 768)")]
    [InlineData("ConfigKey(ConfigSetting.Activation, \"act\"), ConfigKey(ConfigSetting.AttentionDropout, \"drop\"), ConfigKey(ConfigSetting.EmbeddingDropout, \"drop_in\")")]
    [InlineData("ConfigKey(ConfigSetting.TokenTypeCount, \"types\"), ConfigKey(ConfigSetting.ClassifierDropout, \"drop\")")]
    [InlineData("ConfigKey(ConfigSetting.HeadInputDropout, \"drop\"), SequenceHead(\"classifier\", HeadInput.PooledOutput, Dense = \"dense\", DropsInput = true)")]
    public Task A_key_that_is_read_or_held_to_a_value_is_fine(string attributes) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Architecture(\"mini\"), {attributes}]\npublic interface IMini : IBert;")));

    [Theory]
    [InlineData("EmbeddingSize", false)]
    [InlineData("AttentionDropout", true)]
    [InlineData("EmbeddingDropout", true)]
    public Task What_data_flows_in_code_read_they_say(string setting, bool isRead) => Reports.AreAsync(
        GeneratorRun.Of([.. SourceFiles.Declarations($"[Architecture(\"mini\"), ConfigKey(ConfigSetting.{setting}, \"own\")]\npublic interface IMini : IDebertaV2;"), SourceFiles.Published("DebertaV2.cs")]),
        isRead ? [] : [Unread(setting)]);

    [Theory]
    [InlineData("", "", false)]
    [InlineData(", Reads = [ConfigSetting.Activation, ConfigSetting.EmbeddingSize]", "", true)]
    [InlineData("", "[Part(\"Narrow\", Dimension.Embedding, Dimension.Hidden)] public abstract Linear Narrow { get; }", true)]
    public Task By_their_attribute_or_by_a_shape(string reads, string part, bool isRead) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($$"""
            [Flow("a last look"{{reads}})]
            public abstract class Look(EncoderConfig config) : FinalFlow(config)
            {
                {{part}}

                public override torch.Tensor forward(torch.Tensor hidden, TokenBatch batch) => hidden.alias();
            }

            public sealed class LookAttribute : BlockKindAttribute<Look>;

            [Architecture("mini"), ConfigKey(ConfigSetting.EmbeddingSize, "own")]
            public interface IMini : IBert
            {
                [Block("look")] ILook Last { get; }

                [Look]
                interface ILook
                {
                    {{(part.Length > 0 ? "[Weights(\"Narrow\", \"narrow\")] Linear Narrow { get; }" : "")}}
                }
            }
            """)),
        isRead ? [] : [Unread("EmbeddingSize")]);

    private static (string, string, string) Unread(string setting) => (
        "PASTA058", $"ConfigKey(ConfigSetting.{setting}, \"own\")",
        $"IMini names the key \"own\" for ConfigSetting.{setting}, which no block and no head of it reads, so a file's word would be ignored; drop it.");

    [Fact]
    public Task A_key_that_is_inherited_is_read_by_the_heir() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            [Architecture("mini"), SequenceHead("classifier", HeadInput.PooledOutput, Dense = "dense", DropsInput = true), ConfigKey(ConfigSetting.HeadInputDropout, "drop")]
            public interface IMini : IBert;

            [Architecture("tiny"), SequenceHead("classifier", HeadInput.PooledOutput)]
            public interface ITiny : IMini;

            [Architecture("other"), SequenceHead("classifier", HeadInput.PooledOutput), ConfigKey(ConfigSetting.HeadInputDropout, "")]
            public interface IOther : IMini;
            """)),
        ("PASTA058", "ITiny", "ITiny names the key \"drop\" for ConfigSetting.HeadInputDropout, which no block and no head of it reads, so a file's word would be ignored; say [ConfigKey(ConfigSetting.HeadInputDropout, \"\")]."));

    [Fact]
    public Task A_head_reads_one_thing() => Reports.AreAsync(
        Changed("-[SequenceHead(\"classifier\", HeadInput.PooledOutput)]\n+[SequenceHead(\"classifier\", HeadInput.PooledOutput, ReadsKey = \"pooling\")]"),
        ("PASTA052", "\"pooling\"", "[SequenceHead] names ReadsKey, which chooses between the first position and the mean, and reads the pooled output; let it read HeadInput.FirstPosition or HeadInput.Mean, or drop ReadsKey."));

    [Fact]
    public Task A_head_for_words_needs_their_embeddings() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            [Flow("words by another name")]
            public abstract class Letters(EncoderConfig config) : EmbeddingFlow(config)
            {
                [Part("Letters", Dimension.Vocabulary, Dimension.Hidden)] public abstract Embedding Table { get; }

                public override torch.Tensor forward(TokenBatch batch) => Table.forward(batch.InputIds);
            }

            public sealed class LettersAttribute : BlockKindAttribute<Letters>;

            [Architecture("letters", Prefix = "letters.")]
            [MaskedLanguageHead("words")]
            public interface ILetters : IArchitecture
            {
                [Block("embeddings")] ITable Embeddings { get; }
                [Repeated("layer.{0}")] IReadOnlyList<IBert.ILayer> Layers { get; }

                [Letters]
                interface ITable
                {
                    [Weights("Letters", "letters")] Embedding Letters { get; }
                }
            }
            """)),
        ("PASTA051", "MaskedLanguageHead(\"words\")", "[MaskedLanguageHead] of ILetters scores words by the word embeddings, but no block of ILetters has an Embedding with Role.Words; give one of them that role."));

    [Theory]
    [InlineData("-[Architecture(\"bert\", Prefix = \"bert.\")]", "the attribute [Architecture] is missing")]
    [InlineData(
        "-[Block(\"embeddings\")] IEmbeddings Embeddings { get; }",
        "it has 0 blocks that make hidden states from a batch, such as [Embeddings], where one is expected")]
    [InlineData(Layers, "it has 0 members with [Repeated] where one stack of layers is expected")]
    [InlineData(
        Pooler + "+[Block(\"pooler\")] IPooler Pooler { get; }\n+[Block(\"another\")] IPooler Another { get; }",
        "it has 2 poolers where at most one is expected")]
    public Task An_architecture_is_whole(string change, string reason) => Reports.AreAsync(Changed(change),
        ("PASTA034", "IBert", $"IBert cannot be an architecture: {reason}."));

    // Where an adaptation lives cannot be judged then.
    [Theory]
    [InlineData("Lora")]
    [InlineData("Dora")]
    public Task Of_one_that_is_not_whole_nothing_else_is_said(string adaptation) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model($"[{adaptation}]").Change(Layers)),
        ("PASTA034", "IBert", "IBert cannot be an architecture: it has 0 members with [Repeated] where one stack of layers is expected."));

    [Fact]
    public Task An_annotation_stands_on_weights() => Reports.AreAsync(
        Changed(Pooler + "+[Block(\"pooler\")] IPooler Pooler { get; }\n+[Frozen] int Depth { get; }"),
        ("PASTA035", "Frozen", "[Frozen] on 'Depth' matches nothing: the member has no weights."));

    [Fact]
    public Task An_annotation_says_one_thing() => Reports.AreAsync(Changed(Key + "+[Weights(Role.Key, \"self.key\"), Frozen, Trained] Linear Key { get; }"),
        ("PASTA036", "Trained", "'Key' is both [Frozen] and [Trained]; drop one of them."));

    [Theory]
    [InlineData(
        Pooler + "+[Block(\"pooler\")] IPooler Pooler { get; }\n+int Depth { get; }", "Depth",
        "'Depth' of IBert is neither a [Block] nor the [Repeated] stack of layers.")]
    [InlineData(
        Layers + "+[Repeated(\"encoder.layer.{0}\")] ILayer Layers { get; }", "Repeated(\"encoder.layer.{0}\")",
        "'Layers' of IBert is [Repeated] and must be an IReadOnlyList of the interface that declares a layer.")]
    [InlineData(
        Key + "+[Weights(Role.Key, \"self.key\")] Linear Key { get; }\n+Linear Spare { get; }", "Spare",
        "'Spare' of IAttention has no [Weights].")]
    [InlineData(
        "-[Block] IFeedForward FeedForward { get; }\n+[Block] IFeedForward FeedForward { get; }\n+[Block(\"inner\")] IPooler Inner { get; }", "Block(\"inner\")",
        "'Inner' of ILayer is a block of kind Pooler, which stands outside layers.")]
    public Task A_member_is_part_of_an_architecture(string change, string at, string message) => Reports.AreAsync(Changed(change),
        ("PASTA040", at, message));

    // Two models use it: what is said is said once all the same.
    private static GeneratorRun Changed(string change) => GeneratorRun.Of(SourceFiles.Declarations("""
        [Model<IBert>, Pasta, SequenceClassification]
        public sealed partial class Review;

        [Model<IBert>, HeadOnly, SequenceClassification]
        public sealed partial class Topic;
        """).Change(change));
}
