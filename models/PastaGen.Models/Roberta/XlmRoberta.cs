namespace PastaGen.Models;

/// <summary>XLM-RoBERTa (Conneau et al. 2019, "Unsupervised Cross-lingual Representation Learning at Scale", arXiv 1911.02116): RoBERTa of a hundred languages.</summary>
[Architecture("xlm-roberta", Prefix = "roberta.")]
public interface IXlmRoberta : IRoberta;
