using System.Text;
using Spectre.Console;

namespace PastaGen.Host.Terminals;

/// <summary>Where a verb reads and writes. Results go to standard output; progress, notes and errors to standard error.</summary>
public sealed class Terminal : IDisposable
{
    private const int PipeWidth = 240;

    // Set by a launcher that stands between what is typed and the process.
    private const string ProgramVariable = "PASTAGEN_PROGRAM";

    /// <summary>The program as the person typed it, such as <c>./pasta</c>: what messages that show a command begin it with.</summary>
    public string Program { get; init; } = "pasta";

    /// <summary>The program's name, without folders: what an error's sentence begins with.</summary>
    internal string ProgramName => Path.GetFileName(Program);

    /// <summary>Standard input.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Standard output: results alone.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress, notes and the one sentence of a failure.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person types standard input.</summary>
    public bool InputIsInteractive { get; init; }

    /// <summary>Whether a person watches standard output.</summary>
    public bool OutputIsInteractive { get; init; }

    /// <summary>Whether a person watches standard error, so that lines may be drawn over.</summary>
    public bool ErrorIsInteractive { get; init; }

    /// <summary>Characters in a row of an interactive terminal.</summary>
    public int Width { get; init; } = PipeWidth;

    /// <summary>The clock of progress reports.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The process's own streams: UTF-8 without a byte order mark, whatever the locale.</summary>
    public static Terminal OfProcess()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var interactive = !Console.IsOutputRedirected || !Console.IsErrorRedirected;
        return new Terminal
        {
            Program = Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } typed ? typed : AppDomain.CurrentDomain.FriendlyName,
            Input = new StreamReader(Console.OpenStandardInput(), encoding),
            Output = new StreamWriter(StandardOutput.Open(), encoding, bufferSize: 1 << 14) { AutoFlush = !Console.IsOutputRedirected },
            Error = new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true },
            InputIsInteractive = !Console.IsInputRedirected,
            OutputIsInteractive = !Console.IsOutputRedirected,
            ErrorIsInteractive = !Console.IsErrorRedirected,
            Width = interactive && Console.WindowWidth > 0 ? Console.WindowWidth : PipeWidth,
        };
    }

    /// <summary>Writes the one sentence of a failure to standard error.</summary>
    /// <param name="sentence">The sentence, without the program's name and without an end.</param>
    internal void Complain(string sentence) => Error.WriteLine($"{ProgramName}: {sentence}");

    /// <summary>Writes a note to standard error.</summary>
    /// <param name="note">The note.</param>
    internal void Note(string note) => Error.WriteLine(note);

    /// <summary>Tells a person that the verb waits for what is typed; nobody else.</summary>
    internal void InviteInput()
    {
        if (InputIsInteractive) Note("reading texts, one a line; Ctrl-D ends them");
    }

    /// <summary>Draws on standard output: in color for a person, as plain wide lines in a pipe.</summary>
    internal IAnsiConsole Drawing() => Canvas(Output, OutputIsInteractive);

    /// <summary>Draws on standard error.</summary>
    internal IAnsiConsole ErrorDrawing() => Canvas(Error, ErrorIsInteractive);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Output.Dispose();
        }
        catch (IOException)
        {
            // The flush at the verb's end has told of it, or there is no reader to tell.
        }
        Error.Dispose();
        Input.Dispose();
    }

    private IAnsiConsole Canvas(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = interactive ? Width : PipeWidth;
        return console;
    }
}
