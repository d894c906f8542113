using System.Reflection;
using Microsoft.ML.Tokenizers;
using PastaGen.Testing;

namespace PastaGen.Text.Tests;

/// <summary>
/// Our types of the namespace Microsoft.ML.Tokenizers against the package's signature list: what we offer, the package offers under
/// the same name with the same types, parameter names and defaults.
/// </summary>
public sealed class PackageApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [SharedDataFact]
    public void Every_public_member_is_one_of_the_packages()
    {
        var listed = File.ReadLines(SharedData.Path("research", "ml-tokenizers-api.txt")).ToHashSet();
        var ours = Signatures().ToList();
        Assert.Contains("M WordPieceTokenizer: public static WordPieceTokenizer Create(Stream vocabStream, WordPieceOptions? options = null)", ours);
        Assert.Equal([], ours.Except(listed));
    }

    private static IEnumerable<string> Signatures()
    {
        foreach (var type in typeof(Tokenizer).Assembly.GetExportedTypes().Where(type => type.Namespace == "Microsoft.ML.Tokenizers"))
        {
            if (type.IsClass)
            {
                var modifier = type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
                var parent = type.BaseType == typeof(object) ? "" : $" : {type.BaseType!.Name}";
                yield return $"T {type.Name}: public {modifier}class {type.Name}{parent}  // ns {type.Namespace}";
            }
            foreach (var constructor in type.GetConstructors(Declared))
                if (Access(constructor) is { } access) yield return $"C {type.Name}: {access} {type.Name}({Parameters(constructor)})";
            foreach (var property in type.GetProperties(Declared))
                if (Access(property.GetMethod!) is { } access)
                    yield return $"P {NameOf(type)}: {access}{Modifier(property.GetMethod!)} {Name(new NullabilityInfoContext().Create(property))} {property.Name} {{ get; {(property.SetMethod is null ? "" : "set; ")}}}";
            foreach (var method in type.GetMethods(Declared))
                if (!method.IsSpecialName && Access(method) is { } access)
                    yield return $"M {NameOf(type)}: {access}{Modifier(method)} {Name(new NullabilityInfoContext().Create(method.ReturnParameter))}{ElementNames(method.ReturnParameter)} {method.Name}({Parameters(method)})";
        }
    }

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>" : type.Name;

    private static string? Access(MethodBase method) => method.IsPublic ? "public" : method.IsFamily ? "protected" : null;

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? " static"
        : method.IsAbstract ? " abstract"
        : method.GetBaseDefinition() != method ? " override"
        : method.IsVirtual ? " virtual" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var type = parameter.ParameterType.IsByRef ? "out " : "";
        var name = Name(new NullabilityInfoContext().Create(parameter));
        var value = !parameter.HasDefaultValue ? "" : " = " + (parameter.DefaultValue is bool flag ? flag ? "true" : "false" : parameter.DefaultValue ?? "null");
        return $"{type}{name} {parameter.Name}{value}";
    }));

    private static string Name(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        var name = type == typeof(string) ? "string" : type == typeof(int) ? "int" : type == typeof(bool) ? "bool" : type == typeof(char) ? "char"
            : !type.IsGenericType ? type.Name
            : type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) ? $"({string.Join(", ", info.GenericTypeArguments.Select(Name))})"
            : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>";
        return !type.IsValueType && !type.IsGenericParameter && info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    private static string ElementNames(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<System.Runtime.CompilerServices.TupleElementNamesAttribute>() is { } names ? $"/*{string.Join(',', names.TransformNames)}*/" : "";
}
