using TorchSharp.Modules;

namespace PastaGen.Training;

/// <summary>One parameter that training changes, and its names.</summary>
/// <param name="DeltaName">Its name in a delta.</param>
/// <param name="CheckpointName">Its name in a backbone's file, without the family's prefix; null where no backbone holds it.</param>
/// <param name="Parameter">The parameter.</param>
public readonly record struct TrainedTensor(string DeltaName, string? CheckpointName, Parameter Parameter);
