namespace PastaGen.Modules;

/// <summary>
/// A module of an adaptation that is made once for each place: each of its sites in each of its layers. Its constructor takes the
/// <see cref="EncoderConfig"/>, the <see cref="Modules.Place"/>, and then the settings.
/// </summary>
/// <param name="name">The module's name.</param>
/// <param name="place">Its place.</param>
public abstract class PlacedAdaptation(string name, Place place) : AdaptationModule(name)
{
    /// <summary>Where it lives.</summary>
    public Place Place { get; } = place;
}
