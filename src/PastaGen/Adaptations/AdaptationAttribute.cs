namespace PastaGen;

/// <summary>
/// Base of every adaptation's attribute, ours and a user's alike. A property of the attribute is a setting: it goes to the
/// constructor parameter of <typeparamref name="TModule"/> that bears its name in camel case, whose default holds where a model does not name it.
/// </summary>
/// <typeparam name="TModule">
/// The module that the emitted code calls at the adaptation's sites: a class with <see cref="LivesAtAttribute"/>, whose trained
/// parameters carry <see cref="TrainsAttribute"/>.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class)]
public abstract class AdaptationAttribute<TModule> : Attribute
    where TModule : class
{
    /// <summary>Its place among several adaptations of one site: the least runs first. Needed only where two write the same site.</summary>
    public int Order { get; init; }
}
