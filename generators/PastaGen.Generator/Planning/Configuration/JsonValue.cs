namespace PastaGen.Generator.Planning.Configuration;

/// <summary>A value of a JSON text, and where it begins.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in characters.</param>
internal abstract record JsonValue(int Line, int Column)
{
    /// <summary>What the value is, for people.</summary>
    public abstract string Describe();
}

internal sealed record JsonText(string Value, int Line, int Column) : JsonValue(Line, Column)
{
    public override string Describe() => $"\"{Value}\"";
}

/// <summary>A number in the spelling of the text.</summary>
internal sealed record JsonNumber(string Spelling, int Line, int Column) : JsonValue(Line, Column)
{
    public override string Describe() => Spelling;
}

/// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
internal sealed record JsonWord(string Word, int Line, int Column) : JsonValue(Line, Column)
{
    public override string Describe() => Word;
}

internal sealed record JsonList(EquatableArray<JsonValue> Values, int Line, int Column) : JsonValue(Line, Column)
{
    public override string Describe() => "a list";
}

internal sealed record JsonObject(EquatableArray<JsonMember> Members, int Line, int Column) : JsonValue(Line, Column)
{
    /// <summary>The value of a key; null where there is none, or where the text says <c>null</c>.</summary>
    public JsonValue? this[string key] => Members.FirstOrDefault(member => member.Key == key)?.Value is { } value and not JsonWord { Word: "null" } ? value : null;

    public override string Describe() => "an object";
}

/// <summary>A key and its value.</summary>
internal sealed record JsonMember(string Key, JsonValue Value);

/// <summary>A text is not JSON.</summary>
internal sealed class JsonMistakeException(int line, int column, string message) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
