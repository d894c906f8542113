using System.Text.Json.Nodes;
using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The config.json of an encoder that is about to be trained: the one that was given, with what the tokenizer says filled in.</summary>
internal sealed class PretrainingConfig
{
    private readonly JsonObject given;
    private readonly string path;
    private readonly ModelFacts facts;

    private PretrainingConfig(JsonObject given, string path, ModelFacts facts) => (this.given, this.path, this.facts) = (given, path, facts);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="facts">The model that reads it.</param>
    /// <exception cref="BadInputException">It cannot be read, is no JSON object, or another architecture's.</exception>
    public static PretrainingConfig Open(string path, ModelFacts facts)
    {
        var settings = JsonSettings.Open(path);
        var type = settings.Text("model_type") ?? throw settings.Missing("model_type");
        if (type != facts.Architecture)
            throw new BadInputException($"{path}: says model_type \"{type}\", but {facts.Name} is of \"{facts.Architecture}\"; choose a model of that architecture (the verb models lists them) or another config.json");
        if (!((IConfigSettings)settings).Flag("tie_word_embeddings", fallback: true))
            throw new BadInputException($"{path}: says \"tie_word_embeddings\" false, but {facts.Name} scores words by their embeddings; leave the key out");
        return new PretrainingConfig(JsonNode.Parse(settings.ToString())!.AsObject(), path, facts);
    }

    /// <summary>The number of words that the file states; null where it leaves it to the vocabulary.</summary>
    public int? VocabularySize => JsonSettings.Parse(System.Text.Encoding.UTF8.GetBytes(given.ToJsonString()), path) is { } settings && settings.Find(VocabularyKey) is not null ? settings.Integer(VocabularyKey, 1) : null;

    private string VocabularyKey => ConfigKeys.NameOf(ConfigSetting.VocabularySize, facts.Config);

    /// <summary>Refuses a number of words that is not the one that the file states.</summary>
    /// <param name="asked">The number that was asked for; null where none was.</param>
    /// <exception cref="BadInputException">The file states another.</exception>
    public void RequireVocabulary(int? asked)
    {
        if (asked is { } number && VocabularySize is { } stated && stated != number)
            throw new BadInputException($"vocabulary-size is {number}, but {path} says \"{VocabularyKey}\" {stated}; leave out one of the two");
    }

    /// <summary>Whether the file is one of an encoder that can be made; the vocabulary is not looked at.</summary>
    /// <exception cref="BadInputException">A key is missing, of the wrong type, out of range, or not supported.</exception>
    public EncoderConfig Try(int vocabularySize) => Read(Completed(vocabularySize, pad: 0, first: null, last: null, StoredType.Fp32));

    /// <summary>The whole file's content.</summary>
    /// <param name="text">The tokenizer.</param>
    /// <param name="store">The type of the weights beside it.</param>
    /// <exception cref="BadInputException">The file states another number of words than the tokenizer has.</exception>
    public string Complete(TextEncoder text, StoredType store)
    {
        if (VocabularySize is { } stated && stated != text.VocabularySize)
            throw new BadInputException($"{path}: says \"{VocabularyKey}\" {stated}, but the tokenizer has {text.VocabularySize} words; leave the key out, or give the tokenizer that belongs to it");
        var empty = text.Encode("").Ids;
        return Completed(text.VocabularySize, text.PadId ?? 0, empty.Length > 0 ? empty[0] : null, empty.Length > 0 ? empty[^1] : null, store);
    }

    /// <summary>The whole file's content where it is a backbone's that is gone on with.</summary>
    /// <param name="store">The type of the weights beside it.</param>
    public string Store(StoredType store)
    {
        var config = given.DeepClone().AsObject();
        return Text(config, store);
    }

    /// <summary>Reads a content of <see cref="Complete"/>.</summary>
    public EncoderConfig Read(string content) => EncoderConfigFile.Read(JsonSettings.Parse(System.Text.Encoding.UTF8.GetBytes(content), path), facts);

    // A file without the ids of special tokens means those of the vocabulary that its library was published with.
    private string Completed(int vocabularySize, int pad, int? first, int? last, StoredType store)
    {
        var config = given.DeepClone().AsObject();
        config[VocabularyKey] = vocabularySize;
        config[ConfigKeys.NameOf(ConfigSetting.PadTokenId, facts.Config)] = pad;
        foreach (var key in (string[])["bos_token_id", "cls_token_id"]) config[key] = first;
        foreach (var key in (string[])["eos_token_id", "sep_token_id"]) config[key] = last;
        return Text(config, store);
    }

    // Newer files say the type by another key, which readers prefer.
    private static string Text(JsonObject config, StoredType store)
    {
        config[config.ContainsKey("dtype") ? "dtype" : "torch_dtype"] = store.ConfigName();
        return JsonText.File(config);
    }
}
