namespace PastaGen.Training.Tests;

public class RecordedCommandTests
{
    [Theory]
    [InlineData("./pasta train A --output 'my run'", "pasta train A --output 'my run'")]
    [InlineData("/opt/larkhome/pasta train", "pasta train")]
    [InlineData("'/opt/lark home/pasta' train 'a b'", "pasta train 'a b'")]
    [InlineData("'./my pasta' train", "'my pasta' train")]
    [InlineData("pasta train", "pasta train")]
    [InlineData("./pasta", "pasta")]
    [InlineData(null, null)]
    public void The_programs_folder_is_no_part_of_the_record(string? typed, string? recorded)
    {
        Assert.Equal(recorded, RecordedCommand.Of(typed));
        Assert.Equal(recorded, RecordedCommand.Of(recorded));
    }

    [Theory]
    [InlineData("pasta train A 'b c'", "'/opt/lark home/pasta' train B", "'/opt/lark home/pasta' train A 'b c'")]
    [InlineData("'my pasta' train A", "./pasta train B", "./pasta train A")]
    [InlineData("pasta train A", null, "pasta train A")]
    [InlineData(null, "./pasta train B", null)]
    public void Shown_to_type_again_it_begins_as_the_program_was_typed_now(string? recorded, string? typed, string? shown) =>
        Assert.Equal(shown, RecordedCommand.ToType(recorded, typed));
}
