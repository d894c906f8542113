namespace PastaGen.Data.Benchmarks;

/// <summary>
/// Logistic regression of several labels on sparse features: the weights that minimise the sum of the rows' cross entropies and a twentieth
/// of the squared length of all weights but the biases, found by L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5).
/// </summary>
internal sealed class LogisticRegression
{
    private const double Penalty = 0.1;
    private const int Remembered = 10;
    private const int MostSteps = 200;

    private readonly int features;
    private readonly int labels;
    private readonly double[] weights;

    /// <summary>Learns from rows.</summary>
    /// <param name="rows">Each row's features.</param>
    /// <param name="targets">Each row's label.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="labels">Number of labels.</param>
    internal LogisticRegression(IReadOnlyList<(int Place, double Weight)[]> rows, IReadOnlyList<int> targets, int features, int labels)
    {
        (this.features, this.labels) = (features, labels);
        weights = Minimize(point => Loss(point, rows, targets));
    }

    /// <summary>The label of the highest score.</summary>
    internal int Predict((int Place, double Weight)[] row)
    {
        var scores = Scores(row);
        return Array.IndexOf(scores, scores.Max());
    }

    /// <summary>Each label's score.</summary>
    internal double[] Scores((int Place, double Weight)[] row) => Scores(weights, row);

    // Each label's weights lie together, the bias behind its features.
    private double[] Scores(double[] point, (int Place, double Weight)[] row)
    {
        var scores = new double[labels];
        for (var label = 0; label < labels; label++)
        {
            var begin = label * (features + 1);
            var score = point[begin + features];
            foreach (var (place, weight) in row) score += point[begin + place] * weight;
            scores[label] = score;
        }
        return scores;
    }

    private (double Loss, double[] Gradient) Loss(double[] point, IReadOnlyList<(int Place, double Weight)[]> rows, IReadOnlyList<int> targets)
    {
        var gradient = new double[point.Length];
        var loss = 0.0;
        for (var place = 0; place < point.Length; place++)
        {
            if (place % (features + 1) == features) continue;
            loss += 0.5 * Penalty * point[place] * point[place];
            gradient[place] = Penalty * point[place];
        }
        for (var row = 0; row < rows.Count; row++)
        {
            var scores = Scores(point, rows[row]);
            var largest = scores.Max();
            var sum = scores.Sum(score => Math.Exp(score - largest));
            loss += largest + Math.Log(sum) - scores[targets[row]];
            for (var label = 0; label < labels; label++)
            {
                var error = (Math.Exp(scores[label] - largest) / sum) - (label == targets[row] ? 1 : 0);
                var begin = label * (features + 1);
                foreach (var (place, weight) in rows[row]) gradient[begin + place] += error * weight;
                gradient[begin + features] += error;
            }
        }
        return (loss, gradient);
    }

    private double[] Minimize(Func<double[], (double Loss, double[] Gradient)> function)
    {
        var point = new double[labels * (features + 1)];
        var (loss, gradient) = function(point);
        var history = new List<(double[] Step, double[] Change, double Product)>();
        for (var step = 0; step < MostSteps && gradient.Max(Math.Abs) > 1e-4; step++)
        {
            var direction = Direction(gradient, history);
            var slope = Dot(gradient, direction);
            var size = 1.0;
            double[] next;
            (double Loss, double[] Gradient) there;
            do
            {
                next = Sum(point, direction, size);
                there = function(next);
                size /= 2;
            }
            while (there.Loss > loss + (1e-4 * 2 * size * slope) && size > 1e-12);
            var change = Sum(there.Gradient, gradient, -1);
            var moved = Sum(next, point, -1);
            var product = Dot(change, moved);
            if (product > 0) history.Add((moved, change, product));
            if (history.Count > Remembered) history.RemoveAt(0);
            (point, loss, gradient) = (next, there.Loss, there.Gradient);
        }
        return point;
    }

    private static double[] Direction(double[] gradient, List<(double[] Step, double[] Change, double Product)> history)
    {
        double[] direction = [.. gradient.Select(part => -part)];
        var shares = new double[history.Count];
        for (var age = history.Count - 1; age >= 0; age--)
        {
            shares[age] = Dot(history[age].Step, direction) / history[age].Product;
            direction = Sum(direction, history[age].Change, -shares[age]);
        }
        if (history is [.., var last])
        {
            var scale = last.Product / Dot(last.Change, last.Change);
            for (var place = 0; place < direction.Length; place++) direction[place] *= scale;
        }
        else
        {
            var length = Math.Sqrt(Dot(direction, direction));
            for (var place = 0; place < direction.Length; place++) direction[place] /= length;
        }
        for (var age = 0; age < history.Count; age++)
            direction = Sum(direction, history[age].Step, shares[age] - (Dot(history[age].Change, direction) / history[age].Product));
        return direction;
    }

    private static double[] Sum(double[] first, double[] second, double share)
    {
        var sum = new double[first.Length];
        for (var place = 0; place < sum.Length; place++) sum[place] = first[place] + (share * second[place]);
        return sum;
    }

    private static double Dot(double[] first, double[] second)
    {
        var sum = 0.0;
        for (var place = 0; place < first.Length; place++) sum += first[place] * second[place];
        return sum;
    }
}
