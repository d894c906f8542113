using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Configuration;

public sealed class RequirementTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Mpnet_numbers_positions_behind_a_padding_token_of_one()
    {
        var facts = CompiledModels.All.Single(model => model.Facts.Name == nameof(MpnetFull)).Facts;
        var path = folder.File("config.json", """{"model_type": "mpnet", "pad_token_id": 0}""");
        Assert.Equal($"{path}: \"pad_token_id\" is 0, which is not supported; expected 1", Assert.Throws<BadInputException>(() => EncoderConfigFile.Read(path, facts)).Message);
    }

    public void Dispose() => folder.Dispose();
}
