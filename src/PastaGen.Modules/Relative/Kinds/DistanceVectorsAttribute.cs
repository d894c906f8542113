using PastaGen.Modules;

namespace PastaGen;

/// <summary>Vectors for the distance of query and key, one table for all layers: see <see cref="DistanceVectors"/>.</summary>
public sealed class DistanceVectorsAttribute : BlockKindAttribute<DistanceVectors>;
