namespace PastaGen.Text;

/// <summary>The tokens of one word, and where each stands in it, in UTF-16 units.</summary>
internal sealed record Spelling(int[] Ids, (int Start, int End)[] Places);
