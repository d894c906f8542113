namespace PastaGen.Training.Tests;

public sealed class EventFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File(EventFile.Name);

    // RFC 3720, appendix B.4.
    [Fact]
    public void Checksums_are_those_of_the_standard_s_examples()
    {
        Assert.Equal(0x8A9136AAu, RecordChecksum.Crc32C(new byte[32]));
        Assert.Equal(0x62A8AB43u, RecordChecksum.Crc32C([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, RecordChecksum.Crc32C([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
        Assert.Equal(0x113FDB5Cu, RecordChecksum.Crc32C([.. Enumerable.Range(0, 32).Select(value => (byte)(31 - value))]));
        Assert.Equal(0xE3069283u, RecordChecksum.Crc32C("123456789"u8));
    }

    [Fact]
    public void A_reader_of_the_format_finds_the_version_and_every_scalar()
    {
        using (var file = EventFile.Create(Path))
        {
            file.Add(1, [new("train/loss", 0.5), new("train/learning_rate", 1e-3)]);
            file.Add(300, [new("dev/accuracy", 0.75)]);
        }

        Assert.Equal(
            ["0 brain.Event:2", "1 train/loss=0.5", "1 train/learning_rate=0.001", "300 dev/accuracy=0.75"], EventFileReader.Read(Path));
    }

    [Fact]
    public void Lines_of_metrics_give_the_scalars_of_updates_and_evaluations_and_a_file_begins_anew()
    {
        using (var file = EventFile.Create(Path))
        {
            file.AddLine("""{"event":"started","rows":8}""");
            file.AddLine("""{"event":"step","step":2,"epoch":1,"loss":0.5,"gradient_norm":1.5,"learning_rate":0.25,"rows_per_second":3}""");
            file.AddLine("""{"event":"evaluated","epoch":1,"step":2,"loss":0.5,"metrics":{"accuracy":0.75,"f1":null},"seconds":1}""");
        }
        Assert.Equal(
            ["0 brain.Event:2", "2 train/loss=0.5", "2 train/gradient_norm=1.5", "2 train/learning_rate=0.25", "2 dev/accuracy=0.75"], EventFileReader.Read(Path));

        using (EventFile.Create(Path)) { }
        Assert.Equal(["0 brain.Event:2"], EventFileReader.Read(Path));
    }

    public void Dispose() => folder.Dispose();
}
