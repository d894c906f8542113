using PastaGen.LibTorch;
using PastaGen.Text;

namespace PastaGen.Training.Tests;

public class ProcessEnvironmentTests
{
    private static readonly Dictionary<string, string> Torchrun = new()
    {
        ["WORLD_SIZE"] = "4",
        ["RANK"] = "3",
        ["LOCAL_RANK"] = "1",
        ["MASTER_ADDR"] = "node-7",
        ["MASTER_PORT"] = "29500",
    };

    [Fact]
    public void The_place_is_read_as_torchrun_sets_it()
    {
        Assert.Equal(new ProcessPlace(3, 4, "node-7", 29500), ProcessEnvironment.Read(Torchrun.GetValueOrDefault));
        Assert.Equal(1, ProcessEnvironment.LocalRank(Torchrun.GetValueOrDefault));
    }

    [Fact]
    public void Where_torchrun_serves_the_meeting_place_the_first_process_does_not()
    {
        var place = ProcessEnvironment.Read(With("TORCHELASTIC_USE_AGENT_STORE", "True", "TORCHELASTIC_RESTART_COUNT", "2", "GLOO_SOCKET_IFNAME", "eth1"))!;
        Assert.Equal((false, "/worker/attempt_2", "eth1"), (place.FirstServes, place.Prefix, place.NetworkInterface));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    public void One_process_has_no_place(string? size) => Assert.Null(ProcessEnvironment.Read(name => name == "WORLD_SIZE" ? size : null));

    [Theory]
    [InlineData("WORLD_SIZE", "two", "the environment variable WORLD_SIZE is \"two\"; expected a whole number from 1 on, as torchrun sets it")]
    [InlineData("WORLD_SIZE", "0", "the environment variable WORLD_SIZE is \"0\"; expected a whole number from 1 on, as torchrun sets it")]
    [InlineData("RANK", "4", "the environment variable RANK is \"4\"; expected a whole number from 0 to 3, as torchrun sets it")]
    [InlineData("RANK", null, "the environment variable RANK is not set; expected a whole number from 0 to 3, as torchrun sets it")]
    [InlineData("MASTER_PORT", "70000", "the environment variable MASTER_PORT is \"70000\"; expected a whole number from 1 to 65535, as torchrun sets it")]
    [InlineData("MASTER_ADDR", null, "WORLD_SIZE is 4, but MASTER_ADDR does not say where the processes meet; start them with torchrun, or set it to the first one's host")]
    public void What_does_not_fit_is_one_sentence(string name, string? value, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<BadInputException>(() => ProcessEnvironment.Read(With(name, value))).Message);

    private static Func<string, string?> With(params string?[] pairs)
    {
        var variables = new Dictionary<string, string?>(Torchrun.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        for (var place = 0; place < pairs.Length; place += 2) variables[pairs[place]!] = pairs[place + 1];
        return variables.GetValueOrDefault;
    }
}
