namespace PastaGen.Training.Tests;

public sealed class AvailableMemoryTests : IDisposable
{
    private const long Mebi = 1 << 20;
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Without_groups_the_machine_s_free_memory_counts()
    {
        Write("proc/meminfo", "MemTotal: 4096 kB\nMemAvailable:    2048 kB\n");
        Assert.Equal(2 * Mebi, AvailableMemory.Bytes(folder.Path));
    }

    [Fact]
    public void The_tightest_group_on_the_way_to_the_root_counts_and_cached_files_do_not()
    {
        Write("proc/meminfo", "MemAvailable: 1048576 kB\n");
        Write("proc/self/cgroup", "0::/outer/inner\n");
        Write("sys/fs/cgroup/outer/memory.max", $"{100 * Mebi}\n");
        Write("sys/fs/cgroup/outer/memory.current", $"{70 * Mebi}\n");
        Write("sys/fs/cgroup/outer/memory.stat", $"anon 1\ninactive_file {20 * Mebi}\n");
        Write("sys/fs/cgroup/outer/inner/memory.max", "max\n");
        Write("sys/fs/cgroup/outer/inner/memory.current", "1\n");
        Assert.Equal(50 * Mebi, AvailableMemory.Bytes(folder.Path));
    }

    [Fact]
    public void The_older_files_of_groups_are_read_too()
    {
        Write("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/job\n0::/\n");
        Write("sys/fs/cgroup/memory/job/memory.limit_in_bytes", $"{30 * Mebi}\n");
        Write("sys/fs/cgroup/memory/job/memory.usage_in_bytes", $"{10 * Mebi}\n");
        Assert.Equal(20 * Mebi, AvailableMemory.Bytes(folder.Path));
    }

    [Fact]
    public void Where_nothing_is_told_nothing_is_known() => Assert.Null(AvailableMemory.Bytes(folder.Path));

    public void Dispose() => folder.Dispose();

    private void Write(string path, string content)
    {
        var file = System.IO.Path.Combine(folder.Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
