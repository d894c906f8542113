using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Locating;

public class EngineInfoTests
{
    [Fact]
    public void The_engine_in_use_is_described()
    {
        var info = EngineInfo.Read();
        Assert.True(info.IsAvailable, $"{info.Problem}; {info.Mend}");
        Assert.Matches(@"^\d+\.\d+\.\d+$", info.Version);
        Assert.True(File.Exists(Path.Combine(info.Path, "libtorch.so")));
        Assert.True(File.Exists(info.ShimPath));
        Assert.Equal(cuda.device_count(), info.DeviceCount);
        Assert.Contains("PyTorch built with", info.Configuration, StringComparison.Ordinal);
        Assert.NotEmpty(info.OpenMP);
        Assert.Equal(Attention.HasFused, info.FusedAttention);
        Assert.Equal(Products.UseOneDnn, info.OneDnnProducts);
    }

    [Fact]
    public void Every_core_computes_unless_the_environment_says_otherwise()
    {
        var stated = Environment.GetEnvironmentVariable("OMP_NUM_THREADS");
        Assert.Equal(stated is null ? Environment.ProcessorCount : int.Parse(stated, System.Globalization.CultureInfo.InvariantCulture), EngineInfo.Read().Threads);
        Assert.Equal(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") ?? "passive", EngineInfo.Read().WaitPolicy);
    }
}
