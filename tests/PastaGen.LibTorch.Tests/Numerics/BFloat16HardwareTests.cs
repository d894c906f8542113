namespace PastaGen.LibTorch.Tests.Numerics;

public class BFloat16HardwareTests
{
    [Theory]
    [InlineData("fpu sse2 avx2 avx512f avx512_bf16 amx_bf16 amx_tile", "AMX")]
    [InlineData("fpu avx512f avx512_bf16", "AVX512-BF16")]
    [InlineData("fp asimd bf16 i8mm", "Arm's BF16")]
    [InlineData("fpu sse2 avx2 avx512f amx_tile avx512_fp16", null)]
    [InlineData("", null)]
    public void What_multiplies_bfloat16_is_told_from_the_processor_s_flags(string flags, string? expected) =>
        Assert.Equal(expected, BFloat16Hardware.NamedBy(flags.Split(' ')));
}
