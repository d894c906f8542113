using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

/// <summary>Rotary positions against their formula.</summary>
public class RotaryPositionsTests
{
    // Holes, padding on the left, rows of unlike length.
    private static readonly long[] Mask = [1, 0, 1, 1, 1, /**/ 0, 0, 1, 1, 1, /**/ 1, 1, 0, 0, 0];

    [Theory]
    [InlineData(10000, 2, false)]
    [InlineData(160000, 3, false)]
    [InlineData(10000, 2, true)]
    public void Halves_of_a_head_are_turned_against_each_other_by_the_column_of_the_token(double theta, int heads, bool composed)
    {
        using var path = composed ? new ComposedPath() : null;
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        const int size = 4;
        using var rows = new PackedRows(Mask, 3, CPU);
        var states = randn(rows.TokenCount, heads * size);
        var numbers = states.data<float>().ToArray();
        var expected = new float[numbers.Length];
        for (var token = 0; token < rows.TokenCount; token++)
            for (var head = 0; head < heads; head++)
                for (var i = 0; i < size / 2; i++)
                {
                    var (left, right) = ((((token * heads) + head) * size) + i, (((token * heads) + head) * size) + i + (size / 2));
                    var (sine, cosine) = Math.SinCos(rows.Places[token] % 5 * Math.Pow(theta, -2.0 * i / size));
                    expected[left] = (float)((numbers[left] * cosine) - (numbers[right] * sine));
                    expected[right] = (float)((numbers[right] * cosine) + (numbers[left] * sine));
                }
        Near.Equal(expected, RotaryPositions.Rotate(states, rows, heads, theta), 1e-6);
    }

    [Fact]
    public void The_product_of_a_query_and_a_key_depends_on_their_distance_alone()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        using var rows = new PackedRows([1, 1, 1, 1, 1, 1], 1, CPU);
        var (query, key) = (randn(1, 8).expand(6, 8), randn(1, 8).expand(6, 8));
        var products = RotaryPositions.Rotate(query, rows, 1, 100).matmul(RotaryPositions.Rotate(key, rows, 1, 100).t());
        float Product(int at, int distance) => products[at, at + distance].item<float>();
        for (var distance = 0; distance <= 3; distance++)
        {
            Assert.Equal(Product(0, distance), Product(2, distance), 1e-5f);
            Assert.NotEqual(Product(0, distance), Product(0, distance + 1), 1e-5f);
        }
    }

    [Fact]
    public void Heads_without_halves_are_refused()
    {
        using var scope = NewDisposeScope();
        using var rows = new PackedRows([1], 1, CPU);
        Assert.Contains("3 elements", Assert.Throws<ArgumentException>(() => RotaryPositions.Rotate(randn(1, 6), rows, 2, 100)).Message, StringComparison.Ordinal);
    }
}
