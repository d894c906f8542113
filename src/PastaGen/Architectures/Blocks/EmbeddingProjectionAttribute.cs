namespace PastaGen;

/// <summary>
/// Between embeddings and layers: <c>Output(embeddings)</c>, from the embedding size to the hidden size. Where <c>Output</c> is declared
/// nullable, it is there only where the two sizes differ. Site: <see cref="Site.EmbeddingOutput"/>, in the place of the embeddings'.
/// </summary>
public sealed class EmbeddingProjectionAttribute : BlockKindAttribute;
