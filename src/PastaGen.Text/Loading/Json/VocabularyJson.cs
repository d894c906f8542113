using System.Text.Json;

namespace PastaGen.Text;

/// <summary>Reads an object of tokens and ids.</summary>
internal static class VocabularyJson
{
    /// <summary>The tokens' ids.</summary>
    /// <param name="file">The file.</param>
    /// <param name="entries">The object.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="BadInputException">Not an object, a value that is no id, or an id that two tokens have.</exception>
    public static Dictionary<string, int> Read(JsonFile file, JsonElement? entries, string name)
    {
        if (entries is not { ValueKind: JsonValueKind.Object } tokens) throw file.Wrong(name, "an object of tokens and ids", entries);
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in tokens.EnumerateObject())
        {
            var token = Spelling(file, entry, name);
            if (!JsonFile.IsId(entry.Value, out var id)) throw file.Wrong(token, JsonFile.ExpectedId, entry.Value);
            vocabulary[token] = id;
        }
        CheckIds(file, vocabulary, name);
        return vocabulary.Count > 0 ? vocabulary : throw file.Wrong(name, "an object of tokens and ids", entries);
    }

    // One of two tokens with one id could not be found again by it.
    private static void CheckIds(JsonFile file, Dictionary<string, int> vocabulary, string name)
    {
        var tokens = new Dictionary<int, string>(vocabulary.Count);
        foreach (var (token, id) in vocabulary)
            if (!tokens.TryAdd(id, token))
                throw new BadInputException($"{file.Path}: expected each token of \"{name}\" to have an id of its own; found {id} at \"{tokens[id]}\" and at \"{token}\"");
    }

    private static string Spelling(JsonFile file, JsonProperty entry, string name)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException error)
        {
            throw new BadInputException($"{file.Path}: a token of \"{name}\" holds half a surrogate pair; expected Unicode text", error);
        }
    }
}
