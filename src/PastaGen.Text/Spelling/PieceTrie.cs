using System.Numerics;

namespace PastaGen.Text;

/// <summary>Finds the pieces that a text begins with, one UTF-16 unit after another. Of equal pieces the last one counts.</summary>
internal sealed class PieceTrie
{
    /// <summary>The node before the first unit.</summary>
    public const int Root = 0;

    // A hash table from a node and a unit to the next node. A key of 0 means an empty place: no node leads back to the root.
    private ulong[] keys = new ulong[1 << 12];
    private int[] nodes = new int[1 << 12];
    private readonly List<int> ids = [-1];

    /// <summary>A trie of pieces, whose ids are their places.</summary>
    public PieceTrie(IEnumerable<string> pieces)
    {
        var id = 0;
        foreach (var piece in pieces)
        {
            var node = Root;
            foreach (var unit in piece)
            {
                if (TryStep(ref node, unit)) continue;
                if (2 * ids.Count > keys.Length) Grow();
                Put(Key(node, unit), ids.Count);
                node = ids.Count;
                ids.Add(-1);
            }
            ids[node] = id++;
        }
    }

    /// <summary>The id of the piece that ends at a node; -1 where none does.</summary>
    public int IdAt(int node) => ids[node];

    /// <summary>Goes from a node to the next by a unit; false where no piece goes on so.</summary>
    public bool TryStep(ref int node, char unit)
    {
        var key = Key(node, unit);
        for (var place = Place(key); keys[place] != 0; place = place + 1 & keys.Length - 1)
        {
            if (keys[place] != key) continue;
            node = nodes[place];
            return true;
        }
        return false;
    }

    /// <summary>The id of a piece; -1 where there is no such piece.</summary>
    public int Find(ReadOnlySpan<char> piece)
    {
        var node = Root;
        foreach (var unit in piece)
            if (!TryStep(ref node, unit)) return -1;
        return ids[node];
    }

    private static ulong Key(int node, char unit) => ((ulong)(uint)node << 16 | unit) + 1;

    private int Place(ulong key) => (int)(key * 0x9E37_79B9_7F4A_7C15 >> 64 - BitOperations.Log2((uint)keys.Length));

    private void Put(ulong key, int node)
    {
        var place = Place(key);
        while (keys[place] != 0) place = place + 1 & keys.Length - 1;
        (keys[place], nodes[place]) = (key, node);
    }

    private void Grow()
    {
        var (oldKeys, oldNodes) = (keys, nodes);
        (keys, nodes) = (new ulong[2 * oldKeys.Length], new int[2 * oldKeys.Length]);
        for (var i = 0; i < oldKeys.Length; i++)
            if (oldKeys[i] != 0) Put(oldKeys[i], oldNodes[i]);
    }
}
