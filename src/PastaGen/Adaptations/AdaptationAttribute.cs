namespace PastaGen;

/// <summary>
/// Base of every adaptation's attribute, ours and a user's alike. A property of the attribute is a setting: it goes to the
/// constructor parameter of <typeparamref name="TModule"/> that bears its name in camel case.
/// </summary>
/// <typeparam name="TModule">
/// The module that the emitted code calls at the adaptation's sites: a class with <see cref="LivesAtAttribute"/>, whose trained
/// parameters carry <see cref="TrainsAttribute"/>.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class)]
public abstract class AdaptationAttribute<TModule> : Attribute
    where TModule : class;
