using System.Buffers.Binary;
using PastaGen.Text;

namespace PastaGen.Training.Tests;

/// <summary>Files that are not what they say: each must be refused in one sentence that names what is wrong.</summary>
public sealed class SafetensorsCorpusTests
{
    private const string OneFloat = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    public static TheoryData<string, byte[], string> Corpus => new()
    {
        { "empty file", [], "expected at least 8 bytes, found 0" },
        { "seven bytes", new byte[7], "expected at least 8 bytes, found 7" },
        { "header beyond the file", WithLength(100, "{}"), "its header says that it has 100 bytes, but only 2 follow" },
        { "largest length there is", WithLength(ulong.MaxValue, "{}"), "one that says it has 18446744073709551615" },
        { "just over the cap", WithLength(100_000_001, "{}"), "expected a header of at most 100000000 bytes, found one that says it has 100000001" },
        { "at the cap, but short", WithLength(100_000_000, "{}"), "but only 2 follow" },
        { "not UTF-8", [1, 0, 0, 0, 0, 0, 0, 0, 0xFF], "its header is not UTF-8" },
        { "one brace", File("{"), "its header is not valid JSON" },
        { "an array", File("[]"), "its header is not a JSON object" },
        { "no bytes of header", File(""), "its header is not valid JSON" },
        { "text after the object", File("{} x"), "its header is not valid JSON" },
        { "ten tensors on one range", File(Ten(), 4), "tensors must neither overlap nor leave a hole" },
        { "overlap by half", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12), "the tensor \"b\" begins at byte 4, expected 8" },
        { "trailing bytes", File(OneFloat, 9), "5 bytes follow its last tensor; expected none" },
        { "two bytes short", File(OneFloat, 2), "its tensors need 4 bytes, but only 2 follow the header" },
        { "a hole", File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12), "the tensor \"b\" begins at byte 8, expected 4" },
        { "does not begin at 0", File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8), "begins at byte 4, expected 0" },
        { "ends before it begins", File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4), "ends at byte 0, before it begins at 4" },
        { "shape too large for the range", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4), "needs 8 bytes, found 4" },
        { "shape too small for the range", File("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}""", 4), "needs 2 bytes, found 4" },
        { "product beyond 64 bits", File("""{"a":{"dtype":"F32","shape":[2,18446744073709551614],"data_offsets":[0,4]}}""", 4), "holds 18446744073709551614, more than any tensor has" },
        { "bytes beyond 64 bits", File("""{"a":{"dtype":"F32","shape":[2,9223372036854775807],"data_offsets":[0,4]}}""", 4), "has the impossible shape [2, 9223372036854775807] of F32" },
        { "product that wraps to 0", File("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"""), "has the impossible shape" },
        { "half a byte", File("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}""", 1), "has the impossible shape [3] of F4" },
        { "unknown type", File("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4), "has the unknown dtype F31" },
        { "type by number", File("""{"a":{"dtype":3,"shape":[1],"data_offsets":[0,4]}}""", 4), "has the unknown dtype a number" },
        { "negative size", File("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4), "the shape of the tensor \"a\" holds something that is not a whole number from 0 on" },
        { "fractional size", File("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4), "the shape of the tensor \"a\" holds something that is not a whole number from 0 on" },
        { "negative offset", File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4), "the data_offsets of the tensor \"a\"" },
        { "three offsets", File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4), "has no two data_offsets" },
        { "no shape", File("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4), "has no shape" },
        { "no type", File("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4), "has no dtype" },
        { "a tensor that is a number", File("""{"a":4}"""), "\"a\" is a number; expected an object" },
        { "a name twice", File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8), "its header names \"a\" twice" },
        { "a key twice", File("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4), "the tensor \"a\" has \"dtype\" twice" },
        { "metadata twice", File("""{"__metadata__":{},"__metadata__":{}}"""), "its header names \"__metadata__\" twice" },
        { "metadata with a number", File("""{"__metadata__":{"n":1}}"""), "its __metadata__ maps \"n\" to a number; expected a string" },
        { "metadata with an object", File("""{"__metadata__":{"n":{}}}"""), "its __metadata__ maps \"n\" to an object" },
        { "metadata as a list", File("""{"__metadata__":[]}"""), "its __metadata__ is not a JSON object" },
        { "a key twice in metadata", File("""{"__metadata__":{"k":"1","k":"2"}}"""), "its __metadata__ names \"k\" twice" },
        { "a lone surrogate as a name", File("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4), "its header is not valid JSON" },
        { "very deep", File(string.Concat(Enumerable.Repeat("{\"a\":", 200))), "its header is not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_malformed_file_is_refused_with_its_name_and_what_is_wrong(string what, byte[] content, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        System.IO.File.WriteAllBytes(path, content);

        var error = Assert.Throws<BadInputException>(() => SafetensorsFile.Open(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_hundred_thousand_overlapping_tensors_are_refused()
    {
        var entries = Enumerable.Range(0, 100_000).Select(i => $"\"t{i}\":{{\"dtype\":\"U8\",\"shape\":[1000],\"data_offsets\":[0,1000]}}");
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        System.IO.File.WriteAllBytes(path, File($"{{{string.Join(',', entries)}}}", 1000));

        Assert.Contains("overlap", Assert.Throws<BadInputException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_beyond_the_cap_is_refused_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        System.IO.File.WriteAllBytes(path, File("{\"__metadata__\":{\"k\":\"" + new string('x', 100_000_000) + "\"}}"));

        Assert.Contains("expected a header of at most", Assert.Throws<BadInputException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    private static string Ten() =>
        $"{{{string.Join(',', Enumerable.Range(0, 10).Select(i => $"\"t{i}\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"))}}}";

    private static byte[] File(string header, int dataBytes = 0) =>
        [.. WithLength((ulong)System.Text.Encoding.UTF8.GetByteCount(header), header), .. new byte[dataBytes]];

    private static byte[] WithLength(ulong length, string header)
    {
        var bytes = new byte[8 + System.Text.Encoding.UTF8.GetByteCount(header)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        System.Text.Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        return bytes;
    }
}
