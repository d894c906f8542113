namespace PastaGen.Training;

/// <summary>What an update is made of besides gradients.</summary>
/// <param name="Loss">The mean of the items' losses.</param>
/// <param name="Items">Number of items: rows, or tokens that are not ignored; with class weights, the sum of theirs.</param>
/// <param name="Stop">Whether somebody asked to stop, so that the update must not be made.</param>
internal readonly record struct UpdateSums(double Loss, double Items, bool Stop);
