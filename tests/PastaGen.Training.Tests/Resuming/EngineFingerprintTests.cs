using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public class EngineFingerprintTests
{
    [Fact]
    public void A_gpu_s_short_fractions_are_told_of_and_a_processor_s_fingerprint_knows_none()
    {
        var gpu = new Device("cuda");
        var before = EngineFingerprint.Of(gpu);
        var allowed = backends.cuda.matmul.allow_tf32;
        try
        {
            backends.cuda.matmul.allow_tf32 = !allowed;
            Assert.Contains(allowed ? "TF32 on, now off" : "TF32 off, now on", EngineFingerprint.Differences(before, EngineFingerprint.Of(gpu)), StringComparison.Ordinal);
        }
        finally
        {
            backends.cuda.matmul.allow_tf32 = allowed;
        }
        Assert.Null(EngineFingerprint.Differences(before, EngineFingerprint.Of(gpu)));
        Assert.DoesNotContain("TF32", EngineFingerprint.Of(CPU).Keys);
    }
}
