using PastaGen.Data.Benchmarks;
using PastaGen.Text.Data;

namespace PastaGen.Text.Tests.Data;

/// <summary>The data sets that ship keep their promises, and what checks them finds what breaks them.</summary>
public sealed class ShippedDataTests
{
    [Fact]
    public void The_shipped_sets_keep_what_their_page_promises()
    {
        using var found = new StringWriter();

        Assert.True(ShippedSets.Check(found), found.ToString());

        Assert.Contains("requests: train 1200, dev 200, test 320; account 214, billing 216,", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_share_half_of_the_shorter_ones_word_trigrams_are_alike()
    {
        string[] texts =
        [
            "where is the parcel that I ordered on Monday",
            "Where is the parcel, please?",
            "is the parcel that I sent back already with you or still under way to the other place",
            "WHERE is the parcel that i ordered on monday!",
            "ok then",
        ];

        // The second has three trigrams, of which two stand in the first and the fourth; the third shares three of its 16.
        Assert.Equal([(0, 1), (0, 3), (0, 3), (1, 3)], WordTrigrams.Alike(texts));
    }

    [Fact]
    public void A_bag_of_words_learns_what_words_tell_and_nothing_of_their_order()
    {
        Example[] train =
        [
            .. Enumerable.Range(0, 20).Select(row => new Example($"heater cold {row % 7}", null, "technical", row)),
            .. Enumerable.Range(0, 20).Select(row => new Example($"invoice twice {row % 5}", null, "billing", row)),
        ];

        Assert.Equal(1.0, BagOfWordsAccuracy.Of(train, [new Example("why is the heater so cold", null, "technical", 1), new Example("an invoice came", null, "billing", 2)]));
        Assert.Equal(0.0, BagOfWordsAccuracy.Of(train, [new Example("nothing about any invoice", null, "technical", 1)]));
    }

    [Fact]
    public void Logistic_regression_stands_where_its_gradient_is_zero()
    {
        (int, double)[][] rows = [.. Enumerable.Repeat<(int, double)[]>([(0, 1.0)], 8), .. Enumerable.Repeat<(int, double)[]>([(0, -1.0)], 8)];
        int[] targets = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
        var regression = new LogisticRegression(rows, targets, features: 1, labels: 2);

        // By symmetry the labels' weights are -w and w, without a bias; the loss is 12 ln(1 + e^-2w) + 4 ln(1 + e^2w) + 0.1 w^2.
        double low = 0, high = 2;
        while (high - low > 1e-9)
        {
            var middle = (low + high) / 2;
            var slope = (-24 / (1 + Math.Exp(2 * middle))) + (8 / (1 + Math.Exp(-2 * middle))) + (0.2 * middle);
            (low, high) = slope < 0 ? (middle, high) : (low, middle);
        }
        var scores = regression.Scores([(0, 1.0)]);
        Assert.Equal(low, scores[1], 3);
        Assert.Equal(-low, scores[0], 3);
        Assert.Equal(1, regression.Predict([(0, 0.01)]));
    }
}
