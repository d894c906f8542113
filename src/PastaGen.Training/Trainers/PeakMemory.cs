using System.Globalization;

namespace PastaGen.Training;

/// <summary>The most memory that this process has held.</summary>
internal static class PeakMemory
{
    /// <summary>Peak resident bytes; null where the system does not tell.</summary>
    public static long? Bytes()
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
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
