using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A label for each word. A word's first token carries it; other tokens, and those that the tokenizer's template inserted, have none. Of
/// words without a token nothing is learned or judged.
/// </summary>
internal sealed class TagTask : HeadTask<JudgedSentence>
{
    /// <inheritdoc/>
    public override TargetKind Target => TargetKind.Tags;

    /// <inheritdoc/>
    public override Metric UsualMetric(IReadOnlyList<string> labels) => TagSequences.MarkEntities(labels) ? Metric.F1 : Metric.Accuracy;

    /// <inheritdoc/>
    public override bool ChoosesLabel => true;

    /// <inheritdoc/>
    public override EncodedTargets Encode(IReadOnlyList<Example> examples, IReadOnlyList<Encoding> rows, LabelSet labels, string source) =>
        new Targets([.. examples.Zip(rows).Select(row => TokenLabels(row.First, row.Second, labels, source))]);

    /// <inheritdoc/>
    public override IEnumerable<JudgedRow> Judge(Tensor logits, float[] losses, EncodedExamples examples, int[] rows)
    {
        var predicted = logits.argmax(1).data<long>().ToArray();
        var targets = (Targets)examples.Targets!;
        var first = 0;
        foreach (var row in rows)
        {
            var labels = targets.Labels[row];
            int[] judged = [.. Enumerable.Range(first, labels.Length).Where(token => labels[token - first] != TensorFileBatch.IgnoredLabel)];
            yield return new JudgedRow(row, judged.Sum(token => (double)losses[token]), [.. judged.Select(token => (float)predicted[token])]);
            first += labels.Length;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Answer> Answer(Tensor logits, IReadOnlyList<string> labels, IReadOnlyList<Encoding> rows)
    {
        var probabilities = nn.functional.softmax(logits, 1).cpu().data<float>().ToArray();
        var first = 0;
        foreach (var row in rows)
        {
            var tags = new WordTag?[row.WordCount];
            foreach (var (token, word) in FirstTokens(row))
            {
                var ofToken = probabilities.AsSpan((first + token) * labels.Count, labels.Count);
                var best = 0;
                for (var label = 1; label < labels.Count; label++)
                    if (ofToken[label] > ofToken[best]) best = label;
                tags[word] = new WordTag(labels[best], best, ofToken[best]);
            }
            yield return new TagsAnswer(tags);
            first += row.Length;
        }
    }

    /// <inheritdoc/>
    public override string? OnlyLabel(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged)
    {
        var truth = ((Targets)examples.Targets!).Labels;
        return OnlyLabel(labels, [.. judged.SelectMany(row => row.Answers)], judged.SelectMany(row => truth[row.Row]).Where(label => label != TensorFileBatch.IgnoredLabel));
    }

    /// <inheritdoc/>
    public override double? LossOfGuessing(int labels) => Math.Log(labels);

    /// <inheritdoc/>
    protected override IMetrics<JudgedSentence> NewMetrics(IReadOnlyList<string> labels) =>
        new TagScheme(labels) is { MarksEntities: true } scheme ? new EntityMetrics(scheme) : new WordMetrics(labels.Count);

    /// <inheritdoc/>
    protected override IEnumerable<JudgedSentence> Rows(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged)
    {
        var targets = (Targets)examples.Targets!;
        var scheme = new TagScheme(labels);
        return judged.Select(row => new JudgedSentence(
            scheme,
            [.. targets.Labels[row.Row].Where(label => label != TensorFileBatch.IgnoredLabel).Select(label => (int)label)],
            [.. row.Answers.Select(answer => (int)answer)],
            row.Loss));
    }

    private static long[] TokenLabels(Example example, Encoding row, LabelSet labels, string source)
    {
        var place = $"{source}:{example.LineNumber}";
        if (example.Target is not TagsTarget target) throw new BadInputException($"{place}: the sentence has no tags; expected one for each word");
        // Looked up for cut words, too: what is wrong with a file shall not depend on the length.
        int[] ids = [.. target.Tags.Select(tag => labels.IdOf(tag, place))];
        var ofTokens = new long[row.Length];
        Array.Fill(ofTokens, TensorFileBatch.IgnoredLabel);
        foreach (var (token, word) in FirstTokens(row)) ofTokens[token] = ids[word];
        return ofTokens;
    }

    private static IEnumerable<(int Token, int Word)> FirstTokens(Encoding row)
    {
        var words = row.WordIds ?? throw new InvalidOperationException("a row of words was tokenized as a text");
        var before = -1;
        for (var token = 0; token < words.Length; token++)
        {
            if (words[token] >= 0 && words[token] != before) yield return (token, words[token]);
            before = words[token];
        }
    }

    private sealed class Targets(long[][] labels) : EncodedTargets
    {
        /// <summary>Of each row a label for every token.</summary>
        public long[][] Labels { get; } = labels;

        public override IReadOnlyList<long> LabelCounts(int labelCount)
        {
            var counts = new long[labelCount];
            foreach (var label in Labels.SelectMany(row => row))
                if (label != TensorFileBatch.IgnoredLabel) counts[label]++;
            return counts;
        }

        public override BatchLabels Of(int[] rows, int columns)
        {
            var ofPlaces = new long[rows.Length * columns];
            Array.Fill(ofPlaces, TensorFileBatch.IgnoredLabel);
            for (var row = 0; row < rows.Length; row++) Labels[rows[row]].CopyTo(ofPlaces, row * columns);
            return BatchLabels.OfPlaces(ofPlaces);
        }
    }
}
