namespace PastaGen;

/// <summary>
/// How the family's checkpoints predict masked words: each state goes through <see cref="HeadAttribute.Dense"/>,
/// <see cref="HeadAttribute.Activation"/> and <see cref="HeadAttribute.Norm"/> to the width of a word embedding, its products with the
/// word embeddings are the words' scores, and each word has a bias, <c>[vocabulary]</c>.
/// </summary>
/// <param name="name">The checkpoint name of the words' bias, without <c>.bias</c>.</param>
public sealed class MaskedLanguageHeadAttribute(string name) : HeadAttribute(name);
