namespace PastaGen.Generator.Reading.Specs;

/// <summary>Where a block stands in an encoder.</summary>
internal enum Placement
{
    /// <summary>First: makes hidden states <c>[tokens, hidden]</c> from <c>batch</c>. Every architecture has one.</summary>
    Input,

    /// <summary>Between the input and the layers: makes hidden states from the input's, which are as wide as the embeddings. An architecture has at most one.</summary>
    Projection,

    /// <summary>Beside the layers: its weights belong to all of them.</summary>
    Shared,

    /// <summary>In a layer: makes hidden states from <c>hidden</c>.</summary>
    Layer,

    /// <summary>After the last layer: makes hidden states from <c>hidden</c>.</summary>
    AfterLayers,

    /// <summary>Makes one state of a text, <c>[batch, hidden]</c>, from that of its <c>first</c> token. An architecture has at most one.</summary>
    Pooler,
}
