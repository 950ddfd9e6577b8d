using LstmGen.Interchange;
using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

public sealed class SafetensorsFuzzTests
{
    private static readonly byte[] Whole = MakeFile();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_byte_changes_give_tensors_or_a_SafetensorsException_and_bounded_memory(int seed)
    {
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 3000; round++)
        {
            var file = Mutate(random);
            AllocationBound.Check(file.Length, () =>
            {
                if (TryRead(file, round % 2 == 0))
                    read++;
                else
                    refused++;
            });
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the changes must reach both outcomes.");
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.False(TryRead(Whole[..length], seekable: true), $"{length} of {Whole.Length} bytes were read as a whole file.");
        Assert.True(TryRead(Whole, seekable: true));
    }

    private static byte[] Mutate(Random random)
    {
        var file = Whole.ToArray();
        var header = 8 + (int)BitConverter.ToInt64(Whole);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(random.Next(4) == 0 ? file.Length : header);
            var digit = file[at] is >= (byte)'0' and <= (byte)'9' && random.Next(2) == 0;
            file[at] = digit ? (byte)('0' + random.Next(10)) : (byte)random.Next(256);
        }

        if (random.Next(8) == 0)
            Array.Resize(ref file, random.Next(file.Length + 20));
        return file;
    }

    private static bool TryRead(byte[] content, bool seekable)
    {
        try
        {
            var file = SafetensorsFile.Read(seekable ? new MemoryStream(content) : new RawSafetensors.Unseekable(content));
            foreach (var tensor in file.Tensors)
                Assert.Equal(tensor.Count, tensor.ToSingles().Length);
            return true;
        }
        catch (SafetensorsException)
        {
            return false;
        }
    }

    private static byte[] MakeFile()
    {
        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream,
            [
                SafetensorsEntry.Create("weight", new float[24], 4, 6),
                SafetensorsEntry.Create("ids", new long[3], 3),
                SafetensorsEntry.Create("half", new Half[5], 5),
                SafetensorsEntry.Create("mask", new bool[7], 7),
                SafetensorsEntry.Create("none", Array.Empty<float>(), 0),
            ],
            new Dictionary<string, string> { ["format"] = "pt", ["note"] = "größe" });
        return stream.ToArray();
    }
}
