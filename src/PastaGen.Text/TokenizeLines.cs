using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PastaGen.Text;

/// <summary>The core of the <c>tokenize</c> verb: texts in, tokens out, line by line and in order.</summary>
public static class TokenizeLines
{
    /// <summary>
    /// Reads objects <c>{"text", "pair"?, "max_length"?, "as_text"?}</c>, one a line, and writes for each one line with <c>ids</c>,
    /// <c>types</c>, <c>special</c>, <c>tokens</c> and <c>offsets</c>. <c>as_text</c> is false where it is absent, the Python library's
    /// default. Blank lines are skipped. What was answered before a bad line has been written.
    /// </summary>
    /// <exception cref="BadInputException">A line is not such an object; the sentence has its number.</exception>
    public static void Run(TextReader input, TextWriter output, TextEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(encoder);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            using var row = JsonLine.Parse(line, $"line {number}");
            Write(json, Encode(row, encoder));
            json.Flush();
            // The writer escapes all but ASCII, so that no reader splits the line at a foreign line end.
            output.Write(System.Text.Encoding.ASCII.GetString(buffer.WrittenSpan));
            output.Write('\n');
            buffer.ResetWrittenCount();
            json.Reset();
        }
        output.Flush();
    }

    /// <summary>
    /// Reads plain texts, one a line, and writes for each one line of its tokens, parted by spaces, each with its id: <c>[CLS]/101</c>.
    /// The text is read as text.
    /// </summary>
    public static void RunPlain(TextReader input, TextWriter output, TextEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(encoder);
        while (input.ReadLine() is { } line)
        {
            var encoding = encoder.Encode(line);
            for (var i = 0; i < encoding.Length; i++)
            {
                if (i > 0) output.Write(' ');
                output.Write(encoding.Tokens[i]);
                output.Write('/');
                output.Write(encoding.Ids[i].ToString(CultureInfo.InvariantCulture));
            }
            output.Write('\n');
        }
        output.Flush();
    }

    private static Encoding Encode(JsonLine row, TextEncoder encoder)
    {
        var text = row.Text("text") ?? throw row.Wrong("expected a \"text\"; found none");
        var pair = row.Text("pair");
        var longest = row.Integer("max_length");
        var inserted = encoder.SpecialTokensPerText(pair is not null);
        if (longest < inserted)
            throw row.Wrong($"expected \"max_length\" to leave room for the {inserted} special tokens of {(pair is null ? "a text" : "a pair")}; found {longest}");
        return encoder.Encode(text, pair, longest is { } length ? (int)Math.Min(length, int.MaxValue) : null, row.Boolean("as_text") ?? false);
    }

    private static void Write(Utf8JsonWriter json, Encoding encoding)
    {
        json.WriteStartObject();
        WriteNumbers(json, "ids", encoding.Ids);
        WriteNumbers(json, "types", encoding.TypeIds);
        WriteNumbers(json, "special", encoding.SpecialMask);
        json.WriteStartArray("tokens");
        foreach (var token in encoding.Tokens) json.WriteStringValue(token);
        json.WriteEndArray();
        json.WriteStartArray("offsets");
        foreach (var (start, end) in encoding.Offsets)
        {
            json.WriteStartArray();
            json.WriteNumberValue(start);
            json.WriteNumberValue(end);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, int[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
