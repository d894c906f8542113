namespace PastaGen.Training;

/// <summary>What a model made of one row: all that an evaluation keeps of it.</summary>
/// <param name="Row">The row's place in the data.</param>
/// <param name="Predicted">The label that was predicted.</param>
/// <param name="Loss">The loss.</param>
internal readonly record struct JudgedRow(int Row, int Predicted, double Loss);
