using System.Globalization;

namespace PastaGen.Training;

/// <summary>The memory that this process may still take: what the machine has free, and what its control groups leave.</summary>
internal static class AvailableMemory
{
    /// <summary>Bytes; null where the system does not tell.</summary>
    /// <param name="root">Where the system's files are; another folder in tests.</param>
    public static long? Bytes(string root = "/")
    {
        var free = Kibibytes(Path.Combine(root, "proc/meminfo"), "MemAvailable:");
        var left = Groups(root).Append(free).OfType<long>().ToArray();
        return left.Length == 0 ? null : left.Min();
    }

    // A group's limit binds all groups below it, so each group from the process's own up to the root counts.
    private static IEnumerable<long?> Groups(string root)
    {
        foreach (var line in Lines(Path.Combine(root, "proc/self/cgroup")))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path]) continue;
            var old = controllers.Split(',').Contains("memory");
            if (!old && controllers.Length > 0) continue;
            var (top, limit, used) = old
                ? ("sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes")
                : ("sys/fs/cgroup", "memory.max", "memory.current");
            for (string? group = path; group is not null; group = Path.GetDirectoryName(group))
                yield return Left(Path.Combine(root, top, group.TrimStart('/')), limit, used);
        }
    }

    // Pages of files count as used, but are given up before a process is killed.
    private static long? Left(string group, string limit, string used)
    {
        if (Number(Path.Combine(group, limit)) is not { } most || Number(Path.Combine(group, used)) is not { } now) return null;
        var files = Lines(Path.Combine(group, "memory.stat"))
            .Select(line => line.Split(' '))
            .Where(words => words is ["inactive_file" or "total_inactive_file", _])
            .Select(words => long.Parse(words[1], CultureInfo.InvariantCulture))
            .DefaultIfEmpty().Max();
        return Math.Max(0, most - Math.Max(0, now - files));
    }

    private static long? Kibibytes(string path, string key) =>
        Lines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var number, "kB"]
            ? long.Parse(number, CultureInfo.InvariantCulture) * 1024
            : null;

    private static long? Number(string path) =>
        Lines(path) is [var line, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
