using System.CommandLine;
using System.Text.Json;
using PastaGen.Host.CommandLine;
using PastaGen.Text;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta tokenize</c>: texts from standard input, split as a backbone's tokenizer splits them. Needs no engine.</summary>
internal sealed class TokenizeVerb : Verb
{
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The folder with the tokenizer's files.", required: true);
    private readonly Option<bool> jsonLines = new("--json-lines")
    {
        Description = "Read objects {text, pair?, max_length?, as_text?}, one a line, and write one object a line: ids, types, special, tokens, offsets.",
    };

    internal TokenizeVerb(Session session) : base("tokenize", "Show how texts from standard input, one a line, are split into tokens.", session)
    {
        Json.Description = "Write one array of objects, and nothing else, to standard output.";
        Options.Add(backbone);
        Options.Add(jsonLines);
        Options.Add(Json);
    }

    /// <inheritdoc/>
    internal override string? ReadsTexts => "standard input";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var encoder = TextEncoder.Load(given.GetRequiredValue(backbone));
        var (objectsIn, arrayOut) = (given.GetValue(jsonLines), given.GetValue(Json));
        Session.Terminal.InviteInput();
        // Off this thread, because a read that waits for input cannot be called off.
        await Task.Run(() => Run(encoder, objectsIn, arrayOut), stop).WaitAsync(stop).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private void Run(TextEncoder encoder, bool objectsIn, bool arrayOut)
    {
        var (input, output) = (Session.Terminal.Input, Session.Terminal.Output);
        if (!arrayOut)
        {
            if (objectsIn) TokenizeLines.Run(input, output, encoder);
            else TokenizeLines.RunPlain(input, output, encoder);
            return;
        }
        using var texts = objectsIn ? null : new TextsAsObjects(input);
        using var lines = new StringWriter { NewLine = "\n" };
        TokenizeLines.Run(texts ?? input, lines, encoder);
        output.WriteLine($"[{string.Join(',', lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))}]");
    }

    /// <summary>Gives each line of plain text as the object that asks for it to be read as text.</summary>
    private sealed class TextsAsObjects(TextReader texts) : TextReader
    {
        public override string? ReadLine() =>
            texts.ReadLine() is { } text ? $$"""{"text":"{{JsonEncodedText.Encode(text)}}","as_text":true}""" : null;
    }
}
