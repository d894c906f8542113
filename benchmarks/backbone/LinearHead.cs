using PastaGen.Models;

namespace PastaGen.BackboneBenchmark;

/// <summary>
/// ModernBERT whose head is one linear on the state that the head reads, as every model with PASTA has it: what PASTA adds shows beside this,
/// not beside the family's own head of 67,000 parameters.
/// </summary>
[Architecture("modernbert", Prefix = "model.")]
[SequenceHead("classifier", HeadInput.FirstPosition, ReadsKey = "classifier_pooling")]
public interface ILinearHeadModernbert : IModernbert;

/// <summary>A single linear on a frozen ModernBERT.</summary>
[Model<ILinearHeadModernbert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class ModernbertLinearOnly;
