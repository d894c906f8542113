using System.Text;
using System.Text.RegularExpressions;

namespace PastaGen.LibTorch.Tests.Surface;

/// <summary>The recorded public surface of a TorchSharp version, and the question whether it holds a member.</summary>
internal sealed partial class SignatureList
{
    private readonly HashSet<string> lines;

    internal SignatureList(IEnumerable<string> text) => lines = [.. text.Select(Normal)];

    /// <summary>Of members written as the list writes them, those that it does not hold.</summary>
    internal List<string> Missing(IEnumerable<string> members) => [.. members.Where(member => !lines.Contains(Normal(member)))];

    /// <summary>
    /// What is left when everything goes that is no part of a signature: names of tuple elements, notes, marks of obsolescence,
    /// and question marks behind reference types, which the recorded library sets unevenly.
    /// </summary>
    internal static string Normal(string line)
    {
        var text = Comment().Replace(line, "");
        text = Note().Replace(text, "");
        text = Tuples(text);
        return ReferenceMark().Replace(text, "").Replace("@", "", StringComparison.Ordinal).Trim();
    }

    /// <summary>Writes <c>ValueTuple&lt;A, B&gt;</c> as <c>(A, B)</c>.</summary>
    private static string Tuples(string text)
    {
        const string Start = "ValueTuple<";
        for (var at = text.IndexOf(Start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Start, StringComparison.Ordinal))
        {
            var (depth, end) = (1, at + Start.Length);
            for (; depth > 0; end++) depth += text[end] == '<' ? 1 : text[end] == '>' ? -1 : 0;
            text = new StringBuilder(text[..at]).Append('(').Append(text[(at + Start.Length)..(end - 1)]).Append(')').Append(text[end..]).ToString();
        }
        return text;
    }

    [GeneratedRegex(@"/\*.*?\*/")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+(\[Obsolete.*|// ns .*)$")]
    private static partial Regex Note();

    [GeneratedRegex(@"(?<!\b(long|int|double|bool|float|short|byte|sbyte|ulong|torch\.ScalarType|TensorStringStyle|DeviceType)|\))\?")]
    private static partial Regex ReferenceMark();
}
