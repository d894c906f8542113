namespace PastaGen.Training.Tests;

public sealed class EntityMetricsTests
{
    private static readonly string[] Labels = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"];

    [Theory]
    [InlineData("I-PER I-PER", "PER 0-2", "")]
    [InlineData("B-PER I-PER O B-PER", "PER 0-2, PER 3-4", "PER 0-2, PER 3-4")]
    [InlineData("B-PER B-PER I-PER", "PER 0-1, PER 1-3", "PER 0-1, PER 1-3")]
    [InlineData("B-PER I-ORG I-ORG O", "PER 0-1, ORG 1-3", "PER 0-1")]
    [InlineData("O I-ORG B-ORG", "ORG 1-2, ORG 2-3", "ORG 2-3")]
    [InlineData("O O", "", "")]
    public void Entities_begin_where_the_mode_says(string tags, string lenient, string strict)
    {
        var scheme = new TagScheme(Labels);
        int[] ids = [.. tags.Split(' ').Select(tag => Array.IndexOf(Labels, tag))];
        string Text(IEnumerable<(int Type, int Begin, int End)> entities) => string.Join(", ", entities.Select(entity => $"{scheme.Types[entity.Type]} {entity.Begin}-{entity.End}"));
        Assert.Equal(lenient, Text(scheme.Entities(ids)));
        Assert.Equal(strict, Text(scheme.StrictEntities(ids)));
    }

    // True: PER 0-2, ORG 3-4; predicted: PER 0-2, ORG 3-5, PER 5-6. And in the second sentence one PER that nobody found.
    [Fact]
    public void Scores_are_over_the_whole_set_and_not_a_mean_of_sentences()
    {
        var scheme = new TagScheme(Labels);
        var metrics = new EntityMetrics(scheme);
        metrics.Add(new JudgedSentence(scheme, [1, 2, 0, 3, 0, 0], [1, 2, 0, 3, 4, 1], loss: 3));
        metrics.Add(new JudgedSentence(scheme, [1, 0], [0, 0], loss: 1));
        var scores = metrics.Scores();

        Assert.Equal(1 / 3.0, scores["precision"], 1e-15);
        Assert.Equal(1 / 3.0, scores["recall"], 1e-15);
        Assert.Equal(1 / 3.0, scores["f1"], 1e-15);
        Assert.Equal(((2 * 1 / 4.0) + 0) / 2, scores["macro_f1"], 1e-15);
        Assert.Equal(5 / 8.0, scores["accuracy"], 1e-15);
        Assert.Equal(4 / 8.0, scores["loss"], 1e-15);
        Assert.Equal(new MatchCounts(2, 2, 1), metrics.ByType["PER"]);
        Assert.Equal(new MatchCounts(1, 1, 0), metrics.ByType["ORG"]);
    }

    [Fact]
    public void An_enums_members_mark_entities_too_and_parts_of_speech_do_not()
    {
        var scheme = new TagScheme(["O", "BPer", "IPer", "BCreative_Work"]);
        Assert.True(scheme.MarksEntities);
        Assert.Equal(["Creative_Work", "Per"], scheme.Types);
        Assert.Equal(["PER"], new TagScheme(["O", "B_PER", "I_PER"]).Types);
        foreach (string[] words in (string[][])[["NN", "IN", "O"], ["IN", "O"], ["INTJ", "BE", "O"], ["B-PER", "I-PER"], ["B-", "O"]])
            Assert.False(new TagScheme(words).MarksEntities, string.Join(' ', words));
    }
}
