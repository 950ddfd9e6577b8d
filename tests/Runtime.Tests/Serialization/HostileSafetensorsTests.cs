using System.Text;
using LstmGen.Interchange;
using Xunit;
using static LstmGen.Runtime.Tests.Serialization.RawSafetensors;

namespace LstmGen.Runtime.Tests.Serialization;

public sealed class HostileSafetensorsTests
{
    private static readonly Dictionary<string, (byte[] File, string Message)> Cases = new()
    {
        ["empty file"] = ([], "fewer than the 8 bytes of the header length"),
        ["seven bytes"] = (new byte[7], "fewer than the 8 bytes"),
        ["header longer than the file"] = (Build("{}", length: 3), "the header length is 3, but only 2 bytes follow"),
        ["header of 2^64 - 1 bytes"] = (Build("{}", length: ulong.MaxValue), "18446744073709551615, more than the limit of 100000000"),
        ["header just over the cap"] = (Build("{}", length: SafetensorsFile.MaxHeaderBytes + 1), "100000001, more than the limit"),
        ["header just at the cap"] =
            (Build("{}", length: SafetensorsFile.MaxHeaderBytes), "the header length is 100000000, but only 2 bytes follow"),
        ["header of no bytes"] = (Build(""), "does not begin with '{'"),
        ["array for a header"] = (Build("[]"), "does not begin with '{'"),
        ["unfinished JSON"] = (Build("{\"w\":{\"dtype\":\"F32\""), "the header is not valid JSON"),
        ["text after the JSON"] = (Build("{} x"), "the header is not valid JSON"),
        ["very deep JSON"] = (Build("{\"w\":{\"extra\":" + new string('[', 10_000)), "the header is not valid JSON"),
        ["name that is not UTF-8"] = (Build([.. "{\""u8, 0xFF, 0xFE, .. "\":{}}"u8]), "a name is not valid text"),
        ["name with half a surrogate pair"] = (Build("{\"\\ud800\":{}}"), "a name is not valid text"),
        ["tensor is a number"] = (Build("{\"w\":1}"), "tensor 'w': expected an object, found Number"),
        ["metadata value is a number"] = (Build("{\"__metadata__\":{\"step\":1}}"), "metadata 'step' is Number, not a string"),
        ["metadata key twice"] = (Build("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}"), "metadata 'a' stands twice"),
        ["metadata twice"] = (Build("{\"__metadata__\":{},\"__metadata__\":{}}"), "'__metadata__': the name stands twice"),
        ["name twice"] =
            (Build($"{{{Tensor("w", "U8", "[1]", "[0,1]")},{Tensor("w", "U8", "[1]", "[1,2]")}}}", 2), "tensor 'w': the name stands twice"),
        ["shape missing"] = (Build("{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4), "tensor 'w': 'shape' is missing"),
        ["dtype twice"] = (Build("{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F64\"}}"), "tensor 'w': 'dtype' stands twice"),
        ["dtype null"] = (Build("{\"w\":{\"dtype\":null}}"), "tensor 'w': dtype is Null, not a string"),
        ["unknown dtype"] = (One("C64", "[1]", "[0,8]", 8), "tensor 'w': dtype 'C64' is not supported; convert it to one of F64, F32"),
        ["FP8"] = (One("F8_E4M3", "[1]", "[0,1]", 1), "tensor 'w': dtype 'F8_E4M3' is not supported; convert it to one of F64, F32"),
        ["shape is text"] = (One("F32", "\"2\"", "[0,8]", 8), "tensor 'w': shape is String, not an array"),
        ["negative dimension"] = (One("F32", "[2,-1]", "[0,8]", 8), "tensor 'w': shape[1] is not a whole number"),
        ["dimension with a fraction"] = (One("F32", "[2.5]", "[0,8]", 8), "tensor 'w': shape[0] is not a whole number"),
        ["dimension over 2^63"] = (One("F32", "[9223372036854775808]", "[0,8]", 8), "tensor 'w': shape[0] is not a whole number"),
        ["65 dimensions"] =
            (One("U8", "[" + string.Join(',', Enumerable.Repeat(1, 65)) + "]", "[0,1]", 1), "tensor 'w': shape has more than 64 numbers"),
        ["product overflows to 0"] =
            (One("F32", "[4294967296,4294967296]", "[0,0]", 0), "[4294967296, 4294967296] of F32 takes more than 2^63 bytes"),
        ["product overflows by the element size"] = (One("F64", "[2305843009213693952]", "[0,0]", 0), "of F64 takes more than 2^63 bytes"),
        ["one offset"] = (One("F32", "[2]", "[8]", 8), "data_offsets [8] are not [begin, end]"),
        ["three offsets"] = (One("F32", "[2]", "[0,4,8]", 8), "data_offsets has more than 2 numbers"),
        ["offsets backwards"] = (One("F32", "[2]", "[8,0]", 8), "data_offsets [8, 0] are not [begin, end] with begin <= end"),
        ["offsets do not fit the shape"] =
            (One("F32", "[3]", "[0,8]", 8), "data_offsets [0, 8] hold 8 bytes, but shape [3] of F32 takes 12"),
        ["data beyond the file"] =
            (One("F32", "[2]", "[0,8]", 7), "data ends at byte 8, but the data section has 7; the file is cut short"),
        ["huge tensor in a small file"] =
            (One("F32", "[500000000]", "[0,2000000000]", 8), "data ends at byte 2000000000, but the data section has 8"),
        ["overlap"] =
            (Build($"{{{Tensor("a", "U8", "[4]", "[0,4]")},{Tensor("b", "U8", "[4]", "[2,6]")}}}", 6),
                "tensor 'b': data begins at byte 2, inside tensor 'a', which ends at 4"),
        ["gap"] =
            (Build($"{{{Tensor("a", "U8", "[2]", "[0,2]")},{Tensor("b", "U8", "[2]", "[4,6]")}}}", 6),
                "tensor 'b': data begins at byte 4, but the tensors before it end at 2"),
        ["gap at the start"] = (One("U8", "[2]", "[1,3]", 3), "data begins at byte 1, but the tensors before it end at 0"),
        ["bytes after the last tensor"] = (One("U8", "[2]", "[0,2]", 5), "3 bytes follow the last tensor, which ends at byte 2"),
        ["bytes and no tensor"] = (Build("{}", 1), "1 bytes follow the last tensor"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_malformed_file_is_refused_in_one_line_that_says_what_is_wrong(string name)
    {
        var (file, message) = Cases[name];

        var error = Assert.Throws<SafetensorsException>(() => Read(file));

        Assert.StartsWith("x.safetensors: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(new Unseekable(file)));
    }

    [Fact]
    public void A_hostile_name_cannot_break_the_line_or_flood_it()
    {
        var file = Build("{\"a\\n\\u001b[31m" + new string('x', 100_000) + "\":1}");

        var error = Assert.Throws<SafetensorsException>(() => Read(file));

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 1, 300);
    }

    [Fact]
    public void A_stream_that_promises_much_and_ends_costs_little()
    {
        var header = Build(Encoding.UTF8.GetBytes("{"), length: 99_999_999);
        var tensor = One("U8", "[2000000000]", "[0,2000000000]", 100);

        AllocationBound.Check(header.Length, () => Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(new Unseekable(header))));
        AllocationBound.Check(tensor.Length, () => Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(new Unseekable(tensor))));
        AllocationBound.Check(tensor.Length, () => Assert.Throws<SafetensorsException>(() => Read(tensor)));
    }

    private static byte[] One(string dtype, string shape, string offsets, int dataBytes) =>
        Build("{" + Tensor("w", dtype, shape, offsets) + "}", dataBytes);
}
