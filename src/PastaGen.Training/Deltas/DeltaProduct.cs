using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The delta that a training run is made for.</summary>
/// <param name="model">The model, its backbone in place.</param>
/// <param name="maxLength">The run's longest row in tokens.</param>
internal sealed class DeltaProduct(LoadedModel model, int maxLength) : RunProduct
{
    /// <inheritdoc/>
    public override string Name => "best delta";

    /// <inheritdoc/>
    public override Device Device => model.Device;

    /// <inheritdoc/>
    public override IEnumerable<TrainedTensor> Tensors => model.Model.TrainedTensors();

    /// <inheritdoc/>
    public override long Write(string path, IReadOnlyDictionary<string, Tensor> values, EpochReport evaluation, string? command) =>
        DeltaFile.Save(path, model, values, new DeltaDetails { Metrics = evaluation.Metrics, Command = command, MaxLength = maxLength });
}
