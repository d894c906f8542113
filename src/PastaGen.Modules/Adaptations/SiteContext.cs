namespace PastaGen.Modules;

/// <summary>Where in the forward pass an adaptation is called.</summary>
/// <param name="Site">The site.</param>
/// <param name="Layer">The layer's number, counted from 0; 0 at sites outside layers.</param>
/// <param name="Batch">The batch that is computed.</param>
public readonly record struct SiteContext(Site Site, int Layer, TokenBatch Batch);
