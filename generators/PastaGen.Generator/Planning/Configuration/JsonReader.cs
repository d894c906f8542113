using System.Globalization;
using System.Text;

namespace PastaGen.Generator.Planning.Configuration;

/// <summary>Reads JSON (RFC 8259) strictly: no comments, no trailing commas, no key twice, nothing after the value.</summary>
/// <remarks>The compiler platform's hosts bring no JSON reader of one known version, and an analyzer must not bring its own library.</remarks>
internal sealed class JsonReader
{
    private const int DeepestNesting = 64;

    private readonly string text;
    private int at;
    private int line = 1;
    private int lineStart;
    private int nesting;

    private JsonReader(string text) => this.text = text;

    private int Column => at - lineStart + 1;

    private char Current => at < text.Length ? text[at] : '\0';

    /// <summary>The value that a text holds.</summary>
    /// <exception cref="JsonMistakeException">The text is not JSON.</exception>
    public static JsonValue Read(string text)
    {
        var reader = new JsonReader(text);
        var value = reader.Value();
        reader.SkipSpace();
        return reader.at == text.Length ? value : throw reader.Mistake("the end of the file was expected");
    }

    private JsonValue Value()
    {
        SkipSpace();
        var (startLine, startColumn) = (line, Column);
        if (++nesting > DeepestNesting) throw Mistake($"values are nested deeper than {DeepestNesting} levels");
        JsonValue value = Current switch
        {
            '{' => new JsonObject(Object(), startLine, startColumn),
            '[' => new JsonList(List(), startLine, startColumn),
            '"' => new JsonText(Text(), startLine, startColumn),
            '-' or (>= '0' and <= '9') => new JsonNumber(Number(), startLine, startColumn),
            't' => new JsonWord(Word("true"), startLine, startColumn),
            'f' => new JsonWord(Word("false"), startLine, startColumn),
            'n' => new JsonWord(Word("null"), startLine, startColumn),
            _ => throw Mistake("a value was expected"),
        };
        nesting--;
        return value;
    }

    private EquatableArray<JsonMember> Object()
    {
        var members = new List<JsonMember>();
        at++;
        SkipSpace();
        if (Take('}')) return [];
        do
        {
            SkipSpace();
            if (Current != '"') throw Mistake("a key in double quotes was expected");
            var (keyLine, keyColumn) = (line, Column);
            var key = Text();
            if (members.Exists(member => member.Key == key)) throw new JsonMistakeException(keyLine, keyColumn, $"the key \"{key}\" stands twice");
            SkipSpace();
            if (!Take(':')) throw Mistake($"a colon was expected after \"{key}\"");
            members.Add(new(key, Value()));
            SkipSpace();
        }
        while (Take(','));
        return Take('}') ? members.ToEquatableArray() : throw Mistake("a comma or '}' was expected");
    }

    private EquatableArray<JsonValue> List()
    {
        var values = new List<JsonValue>();
        at++;
        SkipSpace();
        if (Take(']')) return [];
        do
        {
            values.Add(Value());
            SkipSpace();
        }
        while (Take(','));
        return Take(']') ? values.ToEquatableArray() : throw Mistake("a comma or ']' was expected");
    }

    private string Text()
    {
        var result = new StringBuilder();
        at++;
        while (Current != '"')
        {
            if (at >= text.Length || Current < ' ') throw Mistake("a text has no closing quote in its line");
            result.Append(Current == '\\' ? Escaped() : Current);
            at++;
        }
        at++;
        return result.ToString();
    }

    private char Escaped()
    {
        at++;
        switch (Current)
        {
            case '"' or '\\' or '/': return Current;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when at + 4 < text.Length
                && ushort.TryParse(text.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default: throw Mistake("an unknown escape stands in a text");
        }
    }

    private string Number()
    {
        var start = at;
        Take('-');
        if (!Take('0')) Digits();
        if (Take('.')) Digits();
        if (Take('e') || Take('E'))
        {
            if (!Take('+')) Take('-');
            Digits();
        }
        return text.Substring(start, at - start);
    }

    private void Digits()
    {
        if (Current is < '0' or > '9') throw Mistake("a digit was expected");
        while (Current is >= '0' and <= '9') at++;
    }

    private string Word(string word)
    {
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) throw Mistake("a value was expected");
        at += word.Length;
        return word;
    }

    private bool Take(char wanted)
    {
        if (at >= text.Length || text[at] != wanted) return false;
        at++;
        return true;
    }

    private void SkipSpace()
    {
        for (; Current is ' ' or '\t' or '\r' or '\n'; at++)
            if (Current == '\n')
                (line, lineStart) = (line + 1, at + 1);
    }

    private JsonMistakeException Mistake(string expected) => new(line, Column, expected);
}
