using System.Globalization;

namespace PastaGen.Training;

/// <summary>The memory that this process holds.</summary>
internal static class ProcessMemory
{
    /// <summary>The most resident bytes so far; null where the system does not tell.</summary>
    public static long? PeakBytes() => Status("VmHWM:");

    /// <summary>Resident bytes now; null where the system does not tell.</summary>
    public static long? Bytes() => Status("VmRSS:");

    private static long? Status(string key)
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
            return line?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, "kB"]
                ? long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
