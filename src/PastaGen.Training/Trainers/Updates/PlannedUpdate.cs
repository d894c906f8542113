namespace PastaGen.Training;

/// <summary>One update before it is made.</summary>
/// <param name="Number">Its number, counted from 0.</param>
/// <param name="Epoch">Its epoch, counted from 0.</param>
/// <param name="Evaluates">Whether an evaluation follows it.</param>
/// <param name="Rows">The rows that it learns from, as places in the training data.</param>
internal readonly record struct PlannedUpdate(int Number, int Epoch, bool Evaluates, int[] Rows);
