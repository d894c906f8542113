namespace PastaGen.Generator.Reading.Specs;

/// <summary>Kinds of heads, as lists name them.</summary>
internal static class HeadKinds
{
    public const string SequenceClassification = "sequence-classification";
}
