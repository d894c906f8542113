using PastaGen.Models;
using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.StepBenchmark;

/// <summary>PASTA without one product for queries, keys and values: something that does nothing is woven in between them.</summary>
[Model<IBert>]
[Pasta]
[NothingAtQuery]
[SequenceClassification]
internal sealed partial class PastaWithSeparateProjections;

/// <summary>PASTA without narrowing the last layer: something that does nothing may read any position after it.</summary>
[Model<IBert>]
[Pasta]
[NothingAtOutput]
[SequenceClassification]
internal sealed partial class PastaAtEveryPosition;

internal sealed class NothingAtQueryAttribute : AdaptationAttribute<NothingAtQuery>;

internal sealed class NothingAtOutputAttribute : AdaptationAttribute<NothingAtOutput>;

/// <summary>Gives what it gets.</summary>
[LivesAt("nothing", Site.Query, Summary = "does nothing")]
internal sealed class NothingAtQuery(EncoderConfig config) : Nothing(config);

/// <summary>Gives what it gets.</summary>
[LivesAt("nothing", Site.FeedForwardOutput, Summary = "does nothing")]
internal sealed class NothingAtOutput(EncoderConfig config) : Nothing(config);

/// <summary>Gives what it gets; its parameter takes part in nothing.</summary>
internal abstract class Nothing : AdaptationModule
{
    protected Nothing(EncoderConfig config) : base(nameof(Nothing))
    {
        Unused = new(zeros(config.HiddenSize));
        register_parameter("unused", Unused);
    }

    [Trains("unused", Dimension.Hidden)]
    public Parameter Unused { get; }

    public override void Initialize()
    {
    }

    public override Tensor forward(Tensor input1, SiteContext input2) => input1;

    protected override void RegisterComponents()
    {
    }
}
