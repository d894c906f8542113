using PastaGen.Modules;

namespace PastaGen;

/// <summary>Input embeddings that know no positions: see <see cref="MaskedEmbeddings"/>.</summary>
public sealed class MaskedEmbeddingsAttribute : BlockKindAttribute<MaskedEmbeddings>;
