using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>What one forward pass gives.</summary>
/// <param name="Logits">
/// The head's answer, <c>[batch, labels]</c>, or <c>[answered, labels]</c> where it answers for tokens, or the features,
/// <c>[batch, hidden]</c>, where it gives those; null where the model has no head.
/// </param>
/// <param name="PooledOutput">The pooler's answer, <c>[batch, hidden]</c>; null where the backbone has no pooler.</param>
public readonly record struct ModelOutput(Tensor? Logits, Tensor? PooledOutput) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Logits?.Dispose();
        PooledOutput?.Dispose();
    }
}
