using System.CommandLine;
using PastaGen.Training;

namespace PastaGen.Host.CommandLine;

/// <summary>What a verb computes its products in.</summary>
internal sealed class PrecisionOption : Option<string>
{
    private readonly string usual;

    /// <summary>The option with what holds where it is absent.</summary>
    internal PrecisionOption(string usual = "auto") : base("--precision")
    {
        this.usual = usual;
        Description = $"What products are computed in ({usual}): auto, fp32, bf16.";
        HelpName = "NAME";
        CustomParser = Given.Choice(Name, "", ["auto", "fp32", "bf16"]).CustomParser;
    }

    /// <summary>The precision that was asked for; null means auto.</summary>
    internal Precision? Read(ParseResult given) => Precisions.Parse(given.GetValue(this) ?? usual);
}
