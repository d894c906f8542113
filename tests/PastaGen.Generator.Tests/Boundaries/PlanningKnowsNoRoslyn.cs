using System.Reflection;
using PastaGen.Generator.Planning;
using PastaGen.Generator.Reading;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Tests.Boundaries;

/// <summary>Reading turns symbols into records; from there on no part of the compiler can hold a symbol, because it cannot name one.</summary>
public sealed class PlanningKnowsNoRoslyn
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData(typeof(ModelSpec))]
    [InlineData(typeof(ModelPlanner))]
    public void Nothing_beside_or_below_it_names_a_type_of_the_compiler_platform(Type representative) =>
        Assert.Empty(TypesUnder(representative.Namespace!).SelectMany(Named));

    [Fact]
    public void The_search_finds_the_types_that_reading_names() =>
        Assert.Contains(TypesUnder(typeof(ModelReader).Namespace!).SelectMany(Named), found => found.EndsWith("INamedTypeSymbol", StringComparison.Ordinal));

    private static IEnumerable<Type> TypesUnder(string name) =>
        typeof(ModelReader).Assembly.GetTypes().Where(type => type.Namespace == name || type.Namespace?.StartsWith(name + ".", StringComparison.Ordinal) == true);

    private static IEnumerable<string> Named(Type type) =>
        from member in type.GetMembers(All)
        from named in Types(member).SelectMany(Parts)
        where named.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true && named.Assembly != typeof(ModelReader).Assembly
        select $"{type.FullName}.{member.Name} names {named.FullName}";

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodInfo method => [method.ReturnType, .. Parameters(method), .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []],
        ConstructorInfo constructor => Parameters(constructor),
        _ => [],
    };

    private static IEnumerable<Type> Parameters(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    private static IEnumerable<Type> Parts(Type type)
    {
        yield return type;
        if (type.GetElementType() is { } element)
            foreach (var part in Parts(element)) yield return part;
        if (!type.IsGenericType) yield break;
        foreach (var part in type.GetGenericArguments().SelectMany(Parts)) yield return part;
    }
}
