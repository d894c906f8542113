using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PastaGen.Text;

/// <summary>Reads JSON whose strings and names may hold escaped lone surrogates, at which the runtime's reader throws.</summary>
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

    /// <summary>What stands under a name of an object, the last of equal names; null where it is absent or null.</summary>
    public static JsonElement? Find(JsonElement parent, string name)
    {
        JsonElement? found = null;
        foreach (var property in parent.EnumerateObject())
            if (NameIs(property, name)) found = property.Value;
        return found is { ValueKind: not JsonValueKind.Null } ? found : null;
    }

    // A name with a lone surrogate is none of ours.
    private static bool NameIs(JsonProperty property, string name)
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
