namespace PastaGen.Modules;

/// <summary>The layers in which an adaptation lives whose one module holds the parameters of all of them.</summary>
/// <param name="First">The first one, counted from 0.</param>
/// <param name="Count">How many there are.</param>
public sealed record AdaptedLayers(int First, int Count);
