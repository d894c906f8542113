using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host.Tests.CommandLine;

public class PretrainingFlagsTests
{
    [Fact]
    public void What_is_no_part_of_a_run_s_identity_reaches_its_setting()
    {
        var usual = Read("");
        Assert.Equal((null, false, false), (usual.VocabularySize, usual.Deterministic, usual.Fresh));
        var given = Read("--vocabulary-size 77 --deterministic --fresh --save-every 2m --max-time 3m --teacher-weight 0.5");
        Assert.Equal((77, true, true), (given.VocabularySize, given.Deterministic, given.Fresh));
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3), 0.5), (given.SaveEvery, given.MaxTime, given.TeacherWeight));
    }

    [Theory]
    [InlineData("", TeacherPooling.Mean)]
    [InlineData("--teacher-pooling mean", TeacherPooling.Mean)]
    [InlineData("--teacher-pooling first", TeacherPooling.FirstState)]
    [InlineData("--teacher-pooling tokens", TeacherPooling.Tokens)]
    public void What_is_compared_with_a_teacher_goes_by_name(string line, TeacherPooling pooling) => Assert.Equal(pooling, Read(line).TeacherPooling);

    private static PretrainingOptions Read(string line)
    {
        using var terminal = new Terminal { Input = TextReader.Null, Output = TextWriter.Null, Error = TextWriter.Null };
        var settings = new PretrainingFlags();
        var verb = new Command("pretrain");
        foreach (var option in settings.Sources.Concat(settings.All)) verb.Options.Add(option);
        var given = verb.Parse(["--config", "c", "--text", "t", "--held-out", "h", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Empty(given.Errors);
        return settings.Read(given, new Session([], terminal, ["pasta"]));
    }
}
