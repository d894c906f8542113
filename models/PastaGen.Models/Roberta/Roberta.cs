namespace PastaGen.Models;

/// <summary>
/// RoBERTa (Liu et al. 2019, "RoBERTa: A Robustly Optimized BERT Pretraining Approach", arXiv 1907.11692): BERT whose positions are
/// numbered after the padding token, and whose head for texts reads the last layer at position 0.
/// </summary>
[Architecture("roberta", Prefix = "roberta.")]
[Positions(PositionNumbering.AfterPadding)]
[ConfigKey(ConfigSetting.PadTokenId, "pad_token_id", Fallback = 1)]
[SequenceHead("classifier.out_proj", HeadInput.FirstPosition, DropsInput = true, Dense = "classifier.dense", Activation = Activation.Tanh)]
[MaskedLanguageHead("lm_head", Dense = "lm_head.dense", Activation = Activation.Gelu, Norm = "lm_head.layer_norm")]
public interface IRoberta : IBert;
