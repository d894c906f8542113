using System.Text.Json;
using System.Text.Json.Nodes;
using PastaGen.Testing;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Adapter folders of the Python PEFT library, recorded ones and copies of them.</summary>
internal static class PythonFolders
{
    /// <summary>The method's models by the end of a recorded folder's name.</summary>
    public static IReadOnlyDictionary<string, string> Models { get; } = new Dictionary<string, string>
    {
        ["lora"] = "Lora",
        ["rslora"] = "Lora",
        ["lora-all"] = "LoraBiases",
        ["dora"] = "Dora",
        ["vera"] = "Vera",
        ["ia3"] = "Ia3",
        ["ia3-ff"] = "Ia3",
        ["ln"] = "LayerNorm",
        ["prefix"] = "Prefix",
        ["prefix-mlp"] = "Prefix",
        ["prompt"] = "Prompt",
        ["p-tuning"] = "Prompt",
    };

    /// <summary>Every recorded folder by its name, with the model that reads it.</summary>
    public static TheoryData<string, string> All() => Of("bert-seq", "bert-token", "roberta-seq", "roberta-token");

    /// <summary>Half of them, each method for both families and both heads.</summary>
    public static TheoryData<string, string> Half() => Of("bert-token", "roberta-seq");

    private static TheoryData<string, string> Of(params string[] bases)
    {
        var all = new TheoryData<string, string>();
        foreach (var (family, head) in bases.Select(each => each.Split('-')).Select(parts => (parts[0], parts[1])))
            foreach (var (method, model) in Models)
                all.Add($"{family}-{head}-{method}", $"{char.ToUpperInvariant(family[0])}{family[1..]}{(head == "token" ? "Token" : "")}{model}");
        return all;
    }

    /// <summary>A recorded folder.</summary>
    public static string Recorded(string golden) => SharedData.Path("goldens", "peft", golden);

    /// <summary>The backbone of a recorded folder.</summary>
    public static string BackboneOf(string golden) => SharedData.Path("goldens", "peft", "base-" + string.Join('-', golden.Split('-').Take(2)));

    /// <summary>A model by its name.</summary>
    public static ModelDefinition Model(string name) => PastaGen.Models.CompiledModels.All.Single(each => each.Facts.Name == name);

    /// <summary>A copy of a folder whose configuration has one key changed.</summary>
    public static string With(TemporaryFolder folder, string from, string key, string json)
    {
        var copy = folder["changed"];
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(from, "adapter_model.safetensors"), Path.Combine(copy, "adapter_model.safetensors"), overwrite: true);
        var config = Config(from);
        config[key] = JsonNode.Parse(json);
        File.WriteAllText(Path.Combine(copy, "adapter_config.json"), config.ToJsonString());
        return copy;
    }

    /// <summary>A folder's configuration.</summary>
    public static JsonObject Config(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "adapter_config.json")))!.AsObject();

    /// <summary>Modules of a backbone, with those of its own head, that a list in a configuration means, as the library compares names.</summary>
    public static string[] Meant(JsonNode? list, string backbone)
    {
        if (list is null) return [];
        var ends = list.AsArray().Select(end => end!.GetValue<string>()).ToArray();
        using var file = SafetensorsFile.Open(Path.Combine(backbone, "model.safetensors"));
        return [.. file.Names.Where(name => name.EndsWith(".weight", StringComparison.Ordinal)).Select(name => name[..^".weight".Length])
            .Where(module => ends.Any(end => module == end || module.EndsWith("." + end, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    /// <summary>What a value says, in one spelling.</summary>
    public static string Spelled(JsonNode? value) => value is JsonValue number && number.TryGetValue<double>(out var digits) ? JsonSerializer.Serialize(digits) : value?.ToJsonString() ?? "null";
}
