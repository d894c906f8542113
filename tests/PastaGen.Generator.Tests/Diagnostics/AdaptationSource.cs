namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>A user's own adaptation at the layers' input, in its smallest form.</summary>
internal static class AdaptationSource
{
    /// <summary>The adaptation with a file of declarations behind it.</summary>
    /// <param name="model">The declarations.</param>
    /// <param name="module">Attributes of the module.</param>
    /// <param name="parameters">Parameters of its constructor.</param>
    /// <param name="trains">The attribute of what it trains.</param>
    /// <param name="settings">Properties of its attribute.</param>
    public static (string Path, string Text)[] Shift(
        string model,
        string module = "[LivesAt(\"shift\", Site.LayerInput)]",
        string parameters = "EncoderConfig config",
        string trains = "[Trains(\"shift\", Dimension.Hidden)]",
        string settings = "") => SourceFiles.Declarations($$"""
            {{module}}
            public sealed class Shift({{parameters}}) : AdaptationModule(nameof(Shift))
            {
                {{trains}}
                public Parameter Offset { get; } = new(torch.zeros(2));

                public override void Initialize() => torch.nn.init.zeros_(Offset);

                public override torch.Tensor forward(torch.Tensor input1, SiteContext input2) => input1 + Offset;
            }

            public sealed class ShiftAttribute : AdaptationAttribute<Shift>
            {
                {{settings}}
            }

            {{model}}
            """);

    /// <summary>The same with a model that has the adaptation alone.</summary>
    public static (string Path, string Text)[] ShiftAlone(
        string attribute = "[Shift]",
        string module = "[LivesAt(\"shift\", Site.LayerInput)]",
        string parameters = "EncoderConfig config",
        string trains = "[Trains(\"shift\", Dimension.Hidden)]",
        string settings = "") =>
        Shift($"[Model<IBert>]\n{attribute}\n[SequenceClassification]\npublic sealed partial class Review;", module, parameters, trains, settings);
}
