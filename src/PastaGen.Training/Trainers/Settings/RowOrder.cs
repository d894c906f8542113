namespace PastaGen.Training;

/// <summary>The order in which an epoch takes the training rows.</summary>
public enum RowOrder
{
    /// <summary>Rows of like length together, the batches in random order, and the longest batch first of all. Pads least.</summary>
    Length,

    /// <summary>Every row at a random place.</summary>
    Random,

    /// <summary>As the data has them, each epoch the same.</summary>
    Sequential,
}
