using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Tests;

/// <summary>Walks everything that a value holds, and finds what must not stay alive between two runs of a compiler.</summary>
internal static class ObjectGraph
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Compilation), typeof(SemanticModel),
        typeof(Location), typeof(Diagnostic), typeof(AttributeData), typeof(AdditionalText), typeof(TypedConstant), typeof(SyntaxToken),
    ];

    /// <summary>The path to the first value that holds a part of a compilation, such as <c>Plan.Blocks[2].Symbol</c>; null where there is none.</summary>
    public static string? FindCompilerObject(object? root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(object Value, string Path)>();
        if (root is not null) waiting.Enqueue((root, root.GetType().Name));
        while (waiting.TryDequeue(out var next))
        {
            var (value, path) = next;
            if (Forbidden.FirstOrDefault(type => type.IsInstanceOfType(value)) is { } type) return $"{path} is a {type.Name}";
            if (IsLeaf(value.GetType()) || (!value.GetType().IsValueType && !seen.Add(value))) continue;
            foreach (var (held, name) in Held(value))
                waiting.Enqueue((held, path + name));
        }
        return null;
    }

    // Parts are compared by assignability and not by exact type: no object ever has exactly the type ISymbol.
    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || typeof(Type).IsAssignableFrom(type);

    private static IEnumerable<(object Value, string Path)> Held(object value)
    {
        if (value is Array array)
        {
            var index = 0;
            foreach (var element in (IEnumerable)array)
            {
                if (element is not null) yield return (element, $"[{index}]");
                index++;
            }
            yield break;
        }
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPointer && field.GetValue(value) is { } held)
                    yield return (held, "." + field.Name);
    }
}
