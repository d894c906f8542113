using System.Reflection;
using System.Text;

namespace PastaGen.LibTorch.Tests.Surface;

/// <summary>Writes types and members as the signature list writes them.</summary>
internal static class SignatureText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    internal static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsArray) return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner) + "?";
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true || (type.IsGenericType && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)))
            return $"({string.Join(", ", type.GetGenericArguments().Select(Of))})";
        return Named(type);
    }

    internal static string OfMethod(MethodInfo method)
    {
        var generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : "";
        return $"{Modifiers(method)} {Of(method.ReturnType)} {method.Name}{generics}({Parameters(method.GetParameters(), IsExtension(method))}){Constraints(method)}";
    }

    internal static string OfConstructor(ConstructorInfo constructor) =>
        $"{Access(constructor)} {constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor.GetParameters(), false)})";

    /// <summary>The property without its accessors, which are compared one by one.</summary>
    internal static string OfProperty(PropertyInfo property)
    {
        var accessor = property.GetMethod ?? property.SetMethod!;
        var indices = property.GetIndexParameters();
        return $"{Modifiers(accessor)} {Of(property.PropertyType)} {(indices.Length > 0 ? $"this[{Parameters(indices, false)}]" : property.Name)}";
    }

    internal static string OfField(FieldInfo field)
    {
        var access = field.IsPublic ? "public" : field.IsFamilyOrAssembly ? "protected internal" : "protected";
        var kind = field.IsLiteral ? " const" : field.IsStatic ? " static" : "";
        return $"{access}{kind}{(field.IsInitOnly ? " readonly" : "")} {Of(field.FieldType)} {field.Name}";
    }

    internal static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (type.IsValueType) return "struct";
        return type switch
        {
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
    }

    internal static bool IsSeen(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string Named(Type type)
    {
        var own = type.GetGenericArguments();
        var path = new List<string>();
        var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var name = type.Name.Split('`')[0];
        path.Add(own.Length > outer ? $"{name}<{string.Join(", ", own[outer..].Select(Of))}>" : name);
        if (type.DeclaringType is { } declaring)
        {
            var closed = outer > 0 && declaring.IsGenericTypeDefinition ? declaring.MakeGenericType(own[..outer]) : declaring;
            return $"{Named(closed)}.{path[0]}";
        }
        var space = type.Namespace ?? "";
        return space.StartsWith("TorchSharp.", StringComparison.Ordinal) ? $"{space["TorchSharp.".Length..]}.{path[0]}" : path[0];
    }

    private static string Access(MethodBase method) => method.IsPublic ? "public" : method.IsFamilyOrAssembly ? "protected internal" : "protected";

    private static string Modifiers(MethodInfo method)
    {
        var text = new StringBuilder(Access(method));
        if (method.IsStatic) text.Append(" static");
        else if (!method.DeclaringType!.IsInterface)
        {
            var overrides = method.GetBaseDefinition().DeclaringType != method.DeclaringType;
            if (method.IsAbstract) text.Append(" abstract");
            else if (method.IsVirtual && overrides) text.Append(" override");
            else if (method.IsVirtual && !method.IsFinal) text.Append(" virtual");
        }
        return text.ToString();
    }

    private static bool IsExtension(MethodInfo method) => method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false);

    private static string Parameters(ParameterInfo[] parameters, bool extension) => string.Join(", ", parameters.Select((parameter, i) =>
    {
        var prefix = extension && i == 0 ? "this " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        if (parameter.IsDefined(typeof(ParamArrayAttribute), false)) prefix += "params ";
        return $"{prefix}{Of(parameter.ParameterType)} {parameter.Name}{Default(parameter)}";
    }));

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue) return "";
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return " = " + parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
            bool value => value ? "true" : "false",
            string value => $"\"{value}\"",
            float value => value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "f",
            var value when type.IsEnum => $"{Of(type)}.{Enum.ToObject(type, value)}",
            var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private static string Constraints(MethodInfo method) => !method.IsGenericMethodDefinition ? "" : string.Concat(method.GetGenericArguments().Select(argument =>
    {
        var words = argument.GetGenericParameterConstraints().Where(one => one != typeof(ValueType)).Select(Of).ToList();
        if (argument.GetCustomAttributesData().Any(data => data.AttributeType.Name == "IsUnmanagedAttribute")) words.Insert(0, "unmanaged");
        else if (argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) words.Insert(0, "struct");
        return words.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", words)}";
    }));
}
