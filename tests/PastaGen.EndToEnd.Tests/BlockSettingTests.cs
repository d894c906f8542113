using System.Text.Json.Nodes;
using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests;

/// <summary>Keys of a config.json that one kind of block alone reads: what it does not compute is refused by key and value.</summary>
public class BlockSettingTests
{
    [Theory]
    [InlineData("rope_scaling", """{"rope_type":"linear","factor":2}""", "expected \"rope_scaling\" to be absent or null, because angles are not scaled, found {\"rope_type\":\"linear\",\"factor\":2}")]
    [InlineData("global_rope_theta", "0", "expected \"global_rope_theta\" to be a number above 0, found 0")]
    [InlineData("local_rope_theta", "-10", "expected \"local_rope_theta\" to be a number above 0, found -10")]
    public void Angles_are_computed_as_the_file_says_or_not_at_all(string key, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        PlainRotaryEncoder.Write(folder["backbone"], seed: 1);
        Refuses(ModernbertFull.Definition, folder["backbone"], key, value, expected);
    }

    [Fact]
    public void Terms_of_distances_that_do_not_exist_are_refused()
    {
        using var folder = new TemporaryFolder();
        var backbone = new FamilyBackbone(folder["backbone"], Family.DistanceVectors, seed: 1);
        Refuses(
            DebertaV2Full.Definition, backbone.Folder, "pos_att_type", "\"c2p|p2p\"", "expected \"pos_att_type\" to be made of \"c2p\" and \"p2c\", found \"c2p|p2p\"");
    }

    private static void Refuses(ModelDefinition model, string backbone, string key, string value, string expected)
    {
        var path = Path.Combine(backbone, "config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config[key] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());
        using var opened = BackboneFolder.Open(backbone);
        var error = Assert.Throws<BadInputException>(() => BackboneLoader.Load(model, opened, new LoadOptions { Labels = ["a", "b", "c"] }));
        Assert.Equal($"{path}: {expected}", error.Message);
    }
}
