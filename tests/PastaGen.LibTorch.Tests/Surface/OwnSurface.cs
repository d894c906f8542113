using System.Reflection;
using TorchSharp;

namespace PastaGen.LibTorch.Tests.Surface;

/// <summary>The public surface of the engine's TorchSharp namespaces, read by reflection, as lines of the signature list.</summary>
internal static class OwnSurface
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    internal static IEnumerable<Type> Types() => typeof(torch).Assembly.GetTypes()
        .Where(type => type.Namespace is "TorchSharp" || type.Namespace?.StartsWith("TorchSharp.", StringComparison.Ordinal) == true)
        .Where(type => type.IsVisible);

    /// <summary>Every member: a line each; a property is written with all accessors that it may have in the list.</summary>
    internal static IEnumerable<(Type Type, string[] Alternatives)> Members() => Types().SelectMany(type => Of(type).Select(lines => (type, lines)));

    private static IEnumerable<string[]> Of(Type type)
    {
        var name = SignatureText.Of(type);
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetNames(type)) yield return [$"E {name}: {value} = {Convert.ToInt64(Enum.Parse(type, value), System.Globalization.CultureInfo.InvariantCulture)}"];
            yield break;
        }
        foreach (var constructor in type.GetConstructors(Everything).Where(one => !one.IsStatic && SignatureText.IsSeen(one)))
            if (!IsImplied(constructor)) yield return [$"C {name}: {SignatureText.OfConstructor(constructor)}"];
        foreach (var method in type.GetMethods(Everything).Where(SignatureText.IsSeen))
            if (IsWritten(method)) yield return [$"M {name}: {SignatureText.OfMethod(method)}"];
        foreach (var property in type.GetProperties(Everything).Where(one => SignatureText.IsSeen(one.GetMethod) || SignatureText.IsSeen(one.SetMethod)))
        {
            var text = $"P {name}: {SignatureText.OfProperty(property)}";
            var written = SignatureText.IsSeen(property.SetMethod);
            yield return written ? [text + " { get; set; }"] : [text + " { get; }", text + " { get; set; }"];
        }
        foreach (var field in type.GetFields(Everything).Where(one => one.IsPublic || one.IsFamily || one.IsFamilyOrAssembly))
            yield return [FieldLine(name, field), FieldLine(name, field) + $" = {SignatureText.Of(field.FieldType)}.{(field.IsLiteral ? field.GetRawConstantValue() : "")}"];
    }

    private static string FieldLine(string name, FieldInfo field) => $"F {name}: {SignatureText.OfField(field)}";

    /// <summary>A constructor without parameters on a value type, or one that the compiler adds.</summary>
    private static bool IsImplied(ConstructorInfo constructor) => constructor.DeclaringType!.IsValueType && constructor.GetParameters().Length == 0;

    private static bool IsWritten(MethodInfo method) =>
        method.Name != "Finalize" && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));
}
