namespace PastaGen;

/// <summary>
/// Base of every adaptation's attribute, ours and a user's alike. A property of the attribute is a setting: it goes to the
/// constructor parameter of <typeparamref name="TModule"/> that bears its name in camel case, whose default holds where a model does not name it.
/// </summary>
/// <typeparam name="TModule">
/// The module that the emitted code calls at the adaptation's sites: a class with <see cref="LivesAtAttribute"/>, whose trained
/// parameters carry <see cref="TrainsAttribute"/>.
/// </typeparam>
public abstract class AdaptationAttribute<TModule> : AdaptationAttribute
    where TModule : class
{
    /// <summary>
    /// The sites at which it lives, some of those that its module can live at. Not named, the module's usual ones; where the module states usual
    /// ones, they are an open setting, which a delta or a converted adapter supplies.
    /// </summary>
    public Site Sites { get; init; }
}

/// <summary>
/// Base of attributes that adapt a model without a module: they carry <see cref="TrainsWeightsAttribute"/>, and train weights that the
/// backbone has. What adds modules derives from <see cref="AdaptationAttribute{TModule}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class AdaptationAttribute : Attribute
{
    /// <summary>Its place among several adaptations of one site: the least runs first. Needed only where two write the same site.</summary>
    public int Order { get; init; }

    /// <summary>The first layer in which it lives, counted from 0.</summary>
    public int FirstLayer { get; init; }

    /// <summary>The last layer in which it lives, counted from 0 and included; -1 means the last of the model.</summary>
    public int LastLayer { get; init; } = -1;
}
