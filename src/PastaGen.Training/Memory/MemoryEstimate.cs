using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>
/// What an update takes beside the loaded weights, in bytes, told from the sizes alone. The factors are those of the packed forward
/// pass in float32, held to measured peaks by <c>pasta train --dry-run</c>.
/// </summary>
/// <param name="Trained">Gradients and both moments of the optimizer.</param>
/// <param name="Activations">States that the backward pass needs, and what it computes with.</param>
internal readonly record struct MemoryEstimate(long Trained, long Activations)
{
    // What the engine itself takes at its first update: code, tables, and blocks that its allocator holds back.
    private const long EngineBytes = 80L << 20;

    /// <summary>All of it.</summary>
    public long Total => Trained + Activations;

    /// <summary>The estimate of an update.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">Tokens that go through at once, padding not counted.</param>
    /// <param name="checkpointing">Whether layers keep their inputs alone, and one at a time is computed again.</param>
    public static MemoryEstimate Of(LoadedModel model, long tokens, bool checkpointing)
    {
        var parts = model.Facts.Parameters(model.Model.Shape).Where(parameter => parameter.State != ParameterState.Frozen).Select(parameter => parameter.Part).ToHashSet();
        var config = model.Config;
        var inputs = parts.Contains(ModelPart.Backbone);
        var layers = inputs || parts.Contains(ModelPart.Adaptation) ? config.LayerCount : 0;
        var layer = LayerElements(config, inputs);
        var kept = checkpointing && layers > 0 ? (layers * (long)config.HiddenSize) + layer : layers * layer;
        var working = (10L * config.HiddenSize) + (2L * config.IntermediateSize);
        return new MemoryEstimate(model.TrainedParameters * 3 * sizeof(float), EngineBytes + (tokens * (kept + working) * sizeof(float)));
    }

    // Elements that one token leaves in one layer: projections, the attention's answer, two norms with their residuals and the wide
    // states before the activation; trained weights keep the wide states after it too, which their products read again.
    private static long LayerElements(EncoderConfig config, bool inputs) =>
        inputs ? (7L * config.HiddenSize) + (2L * config.IntermediateSize) : (8L * config.HiddenSize) + config.IntermediateSize;
}
