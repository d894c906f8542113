using System.Globalization;
using PastaGen.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The names of devices on a command line: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
public static class DeviceName
{
    /// <summary>The device of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="BadInputException">There is none of that name, or not on this machine.</exception>
    public static Device Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == "cpu") return CPU;
        var parts = name.Split(':', 2);
        // Of processes that were started together, each has the GPU of its own number.
        var index = parts is ["cuda"] ? ProcessEnvironment.LocalRank() : 0;
        if (parts[0] != "cuda" || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index)))
            throw new BadInputException($"there is no device \"{name}\"; expected cpu, cuda or cuda:N");
        if (!cuda.is_available())
            throw new BadInputException($"the device \"{name}\" is not there: the engine sees no CUDA device; use cpu, or see what the verb doctor shows");
        if (index >= cuda.device_count())
            throw new BadInputException($"the device \"{name}\" is not there: the engine sees {cuda.device_count()} CUDA device(s), counted from 0");
        return device(DeviceType.CUDA, index);
    }
}
