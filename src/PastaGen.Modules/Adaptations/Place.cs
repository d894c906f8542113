namespace PastaGen.Modules;

/// <summary>One place of an adaptation.</summary>
/// <param name="Site">The site.</param>
/// <param name="Layer">The layer's number, counted from 0; 0 outside of layers.</param>
/// <param name="InputSize">Width of what enters the linear whose answer the site's state is; of the state itself where there is none.</param>
/// <param name="OutputSize">Width of the site's state.</param>
public readonly record struct Place(Site Site, int Layer, int InputSize, int OutputSize);
