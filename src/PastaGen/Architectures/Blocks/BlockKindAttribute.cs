namespace PastaGen;

/// <summary>Says which data flow a nested interface of an architecture has. Each kind is an attribute that derives from this one.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public abstract class BlockKindAttribute : Attribute;

/// <summary>
/// Base of a kind of block whose data flow is stated in C#, ours and a user's alike. A property of the attribute is a setting: it goes to
/// the constructor parameter of <typeparamref name="TFlow"/> that bears its name in camel case, whose default holds where a declaration
/// does not name it.
/// </summary>
/// <typeparam name="TFlow">
/// The data flow: an abstract class with <see cref="FlowAttribute"/> whose weights are abstract properties with <see cref="PartAttribute"/>.
/// Its base class says where such a block stands. The emitted block derives from it.
/// </typeparam>
public abstract class BlockKindAttribute<TFlow> : BlockKindAttribute
    where TFlow : class;
