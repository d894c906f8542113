using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Numerics;

public class EngineSettingsTests
{
    [Fact]
    public void TensorFloat_32_can_be_allowed_and_forbidden()
    {
        var (products, convolutions) = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        try
        {
            foreach (var allowed in new[] { true, false })
            {
                (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (allowed, !allowed);
                Assert.Equal((allowed, !allowed), (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32));
            }
        }
        finally
        {
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (products, convolutions);
        }
    }

    [Fact]
    public void Determinism_can_be_required_and_no_longer_required()
    {
        Assert.False(Determinism.IsRequired);
        Determinism.IsRequired = true;
        try
        {
            Assert.True(Determinism.IsRequired);
        }
        finally
        {
            Determinism.IsRequired = false;
        }
        Assert.False(Determinism.IsRequired);
    }

    [Fact]
    public void What_a_GPU_can_do_is_refused_in_a_sentence_where_there_is_none()
    {
        if (cuda.is_available()) return;
        Assert.Contains("without CUDA", Assert.Throws<EngineUnavailableException>(() => CudaDevice.PeakBytes(CUDA)).Message, StringComparison.Ordinal);
        Assert.Contains("without CUDA", Assert.Throws<EngineUnavailableException>(() => CudaGraph.Record(CUDA, () => { })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CudaDevice.PeakBytes(CPU));
    }
}
