using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class DecomposedUpdateTests
{
    private const int Width = 6, Tokens = 4;

    // A length that has grown by a thousandth is the length itself in bf16.
    [Fact]
    public void A_small_change_of_a_length_is_not_lost_in_a_lower_precision()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var linear = nn.Linear(Width, Width, dtype: ScalarType.BFloat16);
        using var update = new DecomposedUpdate(Config, new Place(Site.Query, 0, Width, Width), 2, 16, LoraScaling.Rank);
        update.StartFrom(linear);
        using (no_grad())
            update.Magnitude.mul_(1.001);
        var entering = randn(Tokens, Width).to(ScalarType.BFloat16);
        var expected = nn.functional.linear(entering.to(ScalarType.Float32), linear.weight.to(ScalarType.Float32)) * 0.001;

        var added = update.forward(zeros([Tokens, Width], dtype: ScalarType.BFloat16), Context(linear, entering));

        Near.Equal(expected.detach().data<float>().ToArray(), added.to(ScalarType.Float32), tolerance: 2e-2);
    }

    private static SiteContext Context(Linear linear, Tensor entering) => new(Site.Query, 0, null!) { Input = entering, Linear = linear };

    private static EncoderConfig Config => new()
    {
        ModelType = "test",
        HiddenSize = Width,
        LayerCount = 1,
        HeadCount = 2,
        IntermediateSize = 8,
        VocabularySize = 10,
        PositionCount = 5,
        TokenTypeCount = 2,
    };
}
