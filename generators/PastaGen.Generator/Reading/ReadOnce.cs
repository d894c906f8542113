using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Reading;

/// <summary>Reads each type once, however many models and architectures share it, and forgets it with its compilation.</summary>
/// <typeparam name="T">What is read.</typeparam>
internal sealed class ReadOnce<T>(Func<INamedTypeSymbol, T> read)
    where T : class
{
    private readonly ConditionalWeakTable<INamedTypeSymbol, T> known = new();
    private readonly ConditionalWeakTable<INamedTypeSymbol, T>.CreateValueCallback read = new(read);

    // Where nullable references are on, a type argument or the type of a property is another object at each look, until its annotation is
    // what it is where nothing is said: off, or for a value type that it is not null.
    public T Of(INamedTypeSymbol type) => known.GetValue(
        (INamedTypeSymbol)type.WithNullableAnnotation(type.IsValueType ? NullableAnnotation.NotAnnotated : NullableAnnotation.None), read);
}
