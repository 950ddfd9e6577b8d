using Xunit;
using static LstmGen.Reporting.Tests.EventReader;

namespace LstmGen.Reporting.Tests;

/// <summary>Event files, read by Google's reader of protocol buffers and a CRC by its definition.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_crc_is_castagnolis() =>
        Assert.Equal(0xE3069283, Crc("123456789"u8)); // the check value of RFC 3720's CRC-32C

    [Fact]
    public void Scalars_histograms_and_texts_are_read_back()
    {
        string path;
        using (var log = new TensorBoardLog(Path.Combine(_folder, "run")))
        {
            path = log.Path;
            log.Scalar("loss/train", 0.25, 3);
            log.Text("model", "a *table*", 1 << 20);
            log.Histogram("w", [-1f, 0f, 0.5f, 0.5f, float.NaN, 2f], 7);
            Assert.Equal(4, Records(path).Count); // complete before it is closed
        }

        Assert.StartsWith("events.out.tfevents.", Path.GetFileName(path), StringComparison.Ordinal);
        List<byte[]> records = Records(path);
        Assert.Equal("brain.Event:2", Text(Fields(records[0])[3]));

        Dictionary<int, List<object>> value = Value(records[1], step: 3);
        Assert.Equal("loss/train", Text(value[1]));
        Assert.Equal(0.25f, Assert.IsType<float>(value[2][0]));

        value = Value(records[2], step: 1 << 20);
        Assert.Equal("text", Text(Fields(Bytes(Fields(Bytes(value[9]))[1]))[1]));
        Dictionary<int, List<object>> tensor = Fields(Bytes(value[8]));
        Assert.Equal(7L, tensor[1][0]); // DT_STRING
        Assert.Equal("a *table*", Text(tensor[8]));

        Dictionary<int, List<object>> histogram = Fields(Bytes(Value(records[3], step: 7)[5]));
        Assert.Equal([-1.0, 2.0, 5.0, 2.0, 5.5], Enumerable.Range(1, 5).Select(field => (double)histogram[field][0]));
        double[] limits = Doubles(Bytes(histogram[6])), counts = Doubles(Bytes(histogram[7]));
        Assert.Equal(limits.Length, counts.Length);
        Assert.Equal(limits.Order(), limits);
        Assert.Equal(5, counts.Sum());
        foreach ((float number, int times) in new[] { (-1f, 1), (0f, 1), (0.5f, 2), (2f, 1) })
            Assert.Equal(times, counts[Array.FindIndex(limits, limit => number < limit)]);
    }

    [Fact]
    public void Histograms_of_nothing_can_be_written()
    {
        using var log = new TensorBoardLog(_folder);
        log.Histogram("w", [], 1);
        log.Histogram("w", [float.NaN], 2);
        Assert.Equal(0.0, Fields(Bytes(Value(Records(log.Path)[2], step: 2)[5]))[3][0]);
    }
}
