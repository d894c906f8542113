using System.Reflection;

namespace PastaGen.Generator.Tests.Boundaries;

/// <summary>Reading turns symbols into records; from there on no part of the compiler can hold a symbol, because it cannot name one.</summary>
public sealed class PlanningKnowsNoRoslyn
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Nothing_in_planning_names_a_type_of_the_compiler_platform()
    {
        var types = typeof(ModelGenerator).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("PastaGen.Generator.Planning", StringComparison.Ordinal) == true).ToArray();
        Assert.NotEmpty(types);
        Assert.Empty(types.SelectMany(Named));
    }

    [Fact]
    public void The_search_finds_the_types_that_reading_names() =>
        Assert.NotEmpty(typeof(ModelGenerator).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("PastaGen.Generator.Reading", StringComparison.Ordinal) == true).SelectMany(Named));

    private static IEnumerable<string> Named(Type type) =>
        from member in type.GetMembers(All)
        from named in Types(member).SelectMany(Parts)
        where named.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true && !IsPolyfilled(named)
        select $"{type.FullName}.{member.Name} names {named.FullName}";

    // The C# compiler itself puts attributes of this namespace into each assembly that it compiles for an old framework.
    private static bool IsPolyfilled(Type type) => type.Assembly == typeof(ModelGenerator).Assembly;

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type)
    {
        yield return type;
        if (type.GetElementType() is { } element)
            foreach (var part in Parts(element)) yield return part;
        foreach (var part in type.GetGenericArguments().SelectMany(argument => argument == type ? [] : Parts(argument))) yield return part;
    }
}
