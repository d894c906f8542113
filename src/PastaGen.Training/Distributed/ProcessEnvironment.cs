using System.Globalization;
using PastaGen.LibTorch;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>Reads from the environment which of several processes this one is, as <c>torchrun</c> says it.</summary>
public static class ProcessEnvironment
{
    /// <summary>This process's place among several that were started together.</summary>
    /// <param name="variable">The value of a variable, null where it is not set; null reads the process's own environment.</param>
    /// <returns>The place; null where there is one process alone (<c>WORLD_SIZE</c> is not set, or 1).</returns>
    /// <exception cref="BadInputException">A variable is missing or no fitting number.</exception>
    public static ProcessPlace? Read(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (string.IsNullOrEmpty(variable("WORLD_SIZE"))) return null;
        var size = Number(variable, "WORLD_SIZE", 1, int.MaxValue);
        if (size == 1) return null;
        var place = new ProcessPlace(Number(variable, "RANK", 0, size - 1), size, Address(variable, size), Number(variable, "MASTER_PORT", 1, ushort.MaxValue))
        {
            NetworkInterface = variable("GLOO_SOCKET_IFNAME"),
        };
        // torchrun serves the meeting place itself, and keeps attempts apart as its own library does.
        return variable("TORCHELASTIC_USE_AGENT_STORE") == "True"
            ? place with { FirstServes = false, Prefix = $"/worker/attempt_{variable("TORCHELASTIC_RESTART_COUNT") ?? "0"}" }
            : place;
    }

    /// <summary>This process's number among those on its machine, counted from 0: the number of its GPU.</summary>
    /// <param name="variable">The value of a variable, null where it is not set; null reads the process's own environment.</param>
    /// <exception cref="BadInputException"><c>LOCAL_RANK</c> is no number from 0 on.</exception>
    public static int LocalRank(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return string.IsNullOrEmpty(variable("LOCAL_RANK")) ? 0 : Number(variable, "LOCAL_RANK", 0, int.MaxValue);
    }

    private static string Address(Func<string, string?> variable, int size) => variable("MASTER_ADDR") is { Length: > 0 } address
        ? address
        : throw new BadInputException($"WORLD_SIZE is {size}, but MASTER_ADDR does not say where the processes meet; start them with torchrun, or set it to the first one's host");

    private static int Number(Func<string, string?> variable, string name, int least, int most)
    {
        var text = variable(name);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BadInputException(
                $"the environment variable {name} is {(string.IsNullOrEmpty(text) ? "not set" : $"\"{text}\"")}; expected a whole number {(most == int.MaxValue ? $"from {least} on" : $"from {least} to {most}")}, as torchrun sets it");
    }
}
