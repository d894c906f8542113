namespace PastaGen.Training;

/// <summary>What became of a conversion.</summary>
/// <param name="Output">What was written: a delta, or an adapter folder of the Python PEFT library.</param>
/// <param name="Type">That library's word for the method.</param>
/// <param name="Tensors">Number of tensors.</param>
/// <param name="Bytes">Size of the file that holds them.</param>
public sealed record ConversionReport(string Output, string Type, int Tensors, long Bytes);
