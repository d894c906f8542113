namespace PastaGen.Training;

/// <summary>The keys under which a config.json usually holds settings. The compiler reads such files too, and compiles this one file into itself.</summary>
internal static class UsualConfigKeys
{
    /// <summary>The usual key of a setting; empty where there is none.</summary>
    public static string Of(ConfigSetting setting) => setting switch
    {
        ConfigSetting.HiddenSize => "hidden_size",
        ConfigSetting.LayerCount => "num_hidden_layers",
        ConfigSetting.LayerGroupCount => "num_hidden_groups",
        ConfigSetting.HeadCount => "num_attention_heads",
        ConfigSetting.IntermediateSize => "intermediate_size",
        ConfigSetting.EmbeddingSize => "embedding_size",
        ConfigSetting.VocabularySize => "vocab_size",
        ConfigSetting.PositionCount => "max_position_embeddings",
        ConfigSetting.TokenTypeCount => "type_vocab_size",
        ConfigSetting.PadTokenId => "pad_token_id",
        ConfigSetting.Activation => "hidden_act",
        ConfigSetting.LayerNormEpsilon => "layer_norm_eps",
        ConfigSetting.HiddenDropout => "hidden_dropout_prob",
        ConfigSetting.EmbeddingDropout => "",
        ConfigSetting.AttentionDropout => "attention_probs_dropout_prob",
        ConfigSetting.ClassifierDropout => "classifier_dropout",
        ConfigSetting.HeadInputDropout => "",
        ConfigSetting.InitializerRange => "initializer_range",
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, "no setting"),
    };
}
