namespace PastaGen.Models;

/// <summary>CamemBERT (Martin et al. 2019, "CamemBERT: a Tasty French Language Model", arXiv 1911.03894): RoBERTa in French.</summary>
[Architecture("camembert", Prefix = "roberta.")]
public interface ICamembert : IRoberta;
