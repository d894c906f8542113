using PastaGen.Host.Tests.Testing;
using PastaGen.Models;

namespace PastaGen.Host.Tests.Shipped;

/// <summary>A short run of the program on the shipped backbone and a part of the shipped requests, that nothing disturbed.</summary>
public sealed class ShippedRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>24 updates, the state saved after each.</summary>
    internal string[] Line =>
        ["train", nameof(ModernbertPasta), "--backbone", ShippedFiles.Backbone, "--train", Train, "--dev", Dev, "--output", Output,
            "--epochs", "2", "--batch-size", "8", "--learning-rate", "1e-1", "--head-learning-rate", "5e-2", "--max-length", "48", "--save-every", "0"];

    internal string Train { get; private set; } = "";

    internal string Dev { get; private set; } = "";

    internal string Output { get; private set; } = "";

    internal string Delta => Path.Combine(Output, "delta.safetensors");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        (Train, Dev, Output) = (ShippedFiles.Cut(folder, "requests/train.tsv", 96), ShippedFiles.Cut(folder, "requests/dev.tsv", 32), Path.Combine(folder.Path, "run"));
        var answer = await ProgramProcess.RunAsync([], Line);
        Assert.True(answer.ExitCode == 0, answer.Error);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
