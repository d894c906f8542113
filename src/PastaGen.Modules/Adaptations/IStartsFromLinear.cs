namespace PastaGen.Modules;

/// <summary>An adaptation whose fresh values at a place follow from the weights of the place's linear.</summary>
public interface IStartsFromLinear
{
    /// <summary>Gives what follows from the linear its fresh values, behind <see cref="AdaptationModule.Initialize"/> and once the linear is loaded.</summary>
    /// <param name="linear">The place's linear.</param>
    void StartFrom(LinearView linear);
}
