using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>What a run is made for: a file of tensors that an evaluation chose.</summary>
internal abstract class RunProduct
{
    /// <summary>What a person calls it, such as <c>best delta</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Where the model lives.</summary>
    public abstract Device Device { get; }

    /// <summary>The tensors as training changes them; the product's own.</summary>
    public abstract IEnumerable<TrainedTensor> Tensors { get; }

    /// <summary>Writes the product; a file is replaced at once or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The tensors' values at the evaluation, by their names in a delta.</param>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="command">The command line that the product records; null where there is none.</param>
    /// <returns>The file's size in bytes.</returns>
    public abstract long Write(string path, IReadOnlyDictionary<string, Tensor> values, EpochReport evaluation, string? command);
}
