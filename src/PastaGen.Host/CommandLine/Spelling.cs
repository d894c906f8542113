using System.Globalization;
using PastaGen.Text.Data;
using PastaGen.Training;

namespace PastaGen.Host.CommandLine;

/// <summary>How the values of training options are spelled that are neither plain numbers nor names. Each reading gives null for a wrong word.</summary>
internal static class Spelling
{
    /// <summary>Orders of rows by name.</summary>
    internal static IReadOnlyDictionary<string, RowOrder> Orders { get; } = new Dictionary<string, RowOrder>
    {
        ["length"] = RowOrder.Length,
        ["random"] = RowOrder.Random,
        ["sequential"] = RowOrder.Sequential,
    };

    /// <summary>Ways of writing rows by name.</summary>
    internal static IReadOnlyDictionary<string, DataFormat> Formats { get; } = new Dictionary<string, DataFormat>
    {
        ["tsv"] = DataFormat.Tabs,
        ["csv"] = DataFormat.Commas,
        ["jsonl"] = DataFormat.JsonLines,
        ["json"] = DataFormat.Json,
        ["conll"] = DataFormat.Conll,
    };

    /// <summary>What is compared with a teacher, by name.</summary>
    internal static IReadOnlyDictionary<string, TeacherPooling> TeacherPoolings { get; } = new Dictionary<string, TeacherPooling>
    {
        ["mean"] = TeacherPooling.Mean,
        ["first"] = TeacherPooling.FirstState,
        ["tokens"] = TeacherPooling.Tokens,
    };

    /// <summary>Encodings of files by name.</summary>
    internal static IReadOnlyDictionary<string, FileEncoding> Encodings { get; } = new Dictionary<string, FileEncoding>
    {
        ["utf8"] = FileEncoding.Utf8,
        ["latin1"] = FileEncoding.Latin1,
    };

    /// <summary>A finite number above 0.</summary>
    internal static double? AboveZero(string word) => Number(word) is { } number and > 0 ? number : null;

    /// <summary>Rows at once; <c>auto</c> is 0.</summary>
    internal static int? MicroBatch(string word) => word == "auto" ? 0 : Whole(word);

    /// <summary>A number of evaluations, such as <c>3ev</c>.</summary>
    internal static int? Evaluations(string word) => word.EndsWith("ev", StringComparison.Ordinal) ? Whole(word[..^2]) : null;

    /// <summary>A stretch of a run, such as <c>1ep</c> or <c>500st</c>.</summary>
    internal static RunLength? Length(string word) => RunLength.TryParse(word, out var length) ? length : null;

    /// <summary>Some time, such as <c>90s</c>, <c>30m</c>, <c>2h</c> or <c>1d</c>.</summary>
    internal static TimeSpan? Time(string word)
    {
        double? unit = word.LastOrDefault() switch
        {
            's' => 1,
            'm' => 60,
            'h' => 60 * 60,
            'd' => 24 * 60 * 60,
            _ => null,
        };
        return unit is { } seconds && AboveZero(word[..^1]) * seconds is { } time and < 1e9 ? TimeSpan.FromSeconds(time) : null;
    }

    private static int? Whole(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static double? Number(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
