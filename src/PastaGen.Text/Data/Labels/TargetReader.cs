using System.Globalization;

namespace PastaGen.Text.Data;

/// <summary>Reads the label column of a file as the kind of target that the task has.</summary>
internal static class TargetReader
{
    /// <summary>The target that a label stands for.</summary>
    /// <param name="label">The label as the file spells it.</param>
    /// <param name="kind">The kind of target.</param>
    /// <param name="place">File and line, for the message.</param>
    /// <exception cref="BadInputException">The label does not stand for a target of that kind.</exception>
    public static Target Read(string label, TargetKind kind, string place) => kind switch
    {
        TargetKind.Class when label.Length > 0 => new ClassTarget(label),
        TargetKind.Class => throw new BadInputException($"{place}: the label is empty; expected a label in every row"),
        TargetKind.Number => new NumberTarget(Number(label, place)),
        // None at all is an answer, too.
        TargetKind.Classes => new ClassesTarget(label.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        _ => throw new BadInputException($"{place}: expected a tag for each word, which a label column cannot hold; give CoNLL columns, or JSON Lines with \"words\" and \"tags\""),
    };

    private static double Number(string label, string place) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new BadInputException($"{place}: expected a number for a label, such as 3.5; found \"{(label.Length <= 60 ? label : label[..60] + "...")}\"");
}
