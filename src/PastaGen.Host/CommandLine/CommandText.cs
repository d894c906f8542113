namespace PastaGen.Host.CommandLine;

/// <summary>The command line as a person can type it again.</summary>
internal static class CommandText
{
    /// <summary>The command that goes on with a run: typed again with <c>--fresh</c> it would start over.</summary>
    internal static string Of(Session session) => string.Join(' ', session.CommandLine.Where(word => word != TrainingFlags.FreshName).Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@%".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
