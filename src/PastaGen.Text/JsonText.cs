using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PastaGen.Text;

/// <summary>Reads JSON strings that hold escaped lone surrogates, at which the runtime's reader throws.</summary>
internal static class JsonText
{
    /// <summary>The characters of a JSON string given as it stands in the file, quotes included.</summary>
    public static string Unescape(string raw)
    {
        var inner = raw.AsSpan(1, raw.Length - 2);
        if (!inner.Contains('\\')) return inner.ToString();
        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] != '\\')
            {
                text.Append(inner[i]);
                continue;
            }
            var escape = inner[++i];
            if (escape == 'u')
            {
                text.Append((char)ushort.Parse(inner.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }
            text.Append(escape switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escape });
        }
        return text.ToString();
    }

    /// <summary>Whether a property bears this name; a name with a lone surrogate bears none of ours.</summary>
    public static bool NameIs(JsonProperty property, string name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
