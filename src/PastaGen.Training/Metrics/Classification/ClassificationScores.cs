namespace PastaGen.Training;

/// <summary>Scores of classification, as scikit-learn computes them; NaN where there are no rows.</summary>
public static class ClassificationScores
{
    /// <summary>The part of all rows that was predicted right.</summary>
    /// <param name="matrix">The counts.</param>
    public static double Accuracy(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.Total == 0 ? double.NaN : (double)matrix.Correct / matrix.Total;
    }

    /// <summary>F1 of one label, <c>2 tp / (2 tp + fp + fn)</c>; 0 where the label neither occurs nor is predicted.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="label">The label; 1, the positive one, where there are two.</param>
    public static double F1(ConfusionMatrix matrix, int label = 1)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Total == 0) return double.NaN;
        var touched = matrix.TrueCount(label) + matrix.PredictedCount(label);
        return touched == 0 ? 0 : 2.0 * matrix[label, label] / touched;
    }

    /// <summary>The mean of every label's F1, over the labels that occur or are predicted.</summary>
    /// <param name="matrix">The counts.</param>
    public static double MacroF1(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.Total == 0
            ? double.NaN
            : Enumerable.Range(0, matrix.LabelCount)
                .Where(label => matrix.TrueCount(label) + matrix.PredictedCount(label) > 0)
                .Average(label => F1(matrix, label));
    }

    /// <summary>F1 over the pooled counts of all labels; where every row has one label, the accuracy.</summary>
    /// <param name="matrix">The counts.</param>
    public static double MicroF1(ConfusionMatrix matrix) => Accuracy(matrix);

    /// <summary>
    /// Matthews' correlation for any number of labels (Gorodkin 2004, "Comparing two K-category assignments by a K-category correlation
    /// coefficient", equation 8); 0 where only one label occurs or is predicted.
    /// </summary>
    /// <param name="matrix">The counts.</param>
    public static double Matthews(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Total == 0) return double.NaN;
        double total = matrix.Total, both = 0, ofTrue = 0, ofPredicted = 0;
        for (var label = 0; label < matrix.LabelCount; label++)
        {
            double occurs = matrix.TrueCount(label), predicted = matrix.PredictedCount(label);
            both += occurs * predicted;
            ofTrue += occurs * occurs;
            ofPredicted += predicted * predicted;
        }
        var scale = Math.Sqrt((total * total) - ofPredicted) * Math.Sqrt((total * total) - ofTrue);
        return scale == 0 ? 0 : ((matrix.Correct * total) - both) / scale;
    }
}
