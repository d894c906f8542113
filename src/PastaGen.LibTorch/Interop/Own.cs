namespace PastaGen.LibTorch.Interop;

/// <summary>The operators that the shim adds to libtorch's (<c>native/fused.cpp</c>), which compute on the processor.</summary>
internal static class Own
{
    internal static readonly Operator adamw_ = new("pastagen::adamw_");
    internal static readonly Operator attention_key_value = new("pastagen::attention_key_value");
    internal static readonly Operator attention_packed = new("pastagen::attention_packed");
    internal static readonly Operator attention_separate = new("pastagen::attention_separate");
    internal static readonly Operator dropout = new("pastagen::dropout");
    internal static readonly Operator dropout_add_norm = new("pastagen::dropout_add_norm");
    internal static readonly Operator gated_gelu = new("pastagen::gated_gelu");
    internal static readonly Operator gelu = new("pastagen::gelu");
    internal static readonly Operator layer_norm = new("pastagen::layer_norm");
    internal static readonly Operator linear = new("pastagen::linear");
    internal static readonly Operator norm_of_all = new("pastagen::norm_of_all");
    internal static readonly Operator rotate = new("pastagen::rotate");
    internal static readonly Operator scale_all_ = new("pastagen::scale_all_");
}
