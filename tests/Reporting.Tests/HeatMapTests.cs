using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace LstmGen.Reporting.Tests;

/// <summary>A heat map's picture has the shades of its values, in the order of its rows.</summary>
public sealed class HeatMapTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Shades_run_from_the_smallest_to_the_largest_and_what_is_not_finite_has_none()
    {
        var (width, shades) = Pixels(new HeatMap { Values = new double[,] { { -1, 0, 1 }, { double.NaN, 3, double.PositiveInfinity } } });

        Assert.Equal(3, width);
        Assert.Equal([0, 64, 128, 0, 255, 0], shades);
    }

    [Fact]
    public void Upwards_the_first_row_is_at_the_bottom()
    {
        var (_, shades) = Pixels(new HeatMap { Values = new double[,] { { 0, 0 }, { 1, 1 } }, Upwards = true });

        Assert.Equal([255, 255, 0, 0], shades);
    }

    [Fact]
    public void Values_beyond_a_given_range_have_its_ends()
    {
        var (_, shades) = Pixels(new HeatMap { Values = new double[,] { { -5, 0.5, 7 } }, Low = 0, High = 1 });

        Assert.Equal([0, 128, 255], shades);
    }

    [Fact]
    public void Equal_values_have_no_shade_and_no_values_say_so()
    {
        Assert.Equal([0, 0], Pixels(new HeatMap { Values = new double[,] { { 4, 4 } } }).Shades);
        Assert.Contains("No data to show", new HeatMap { Values = new double[0, 0] }.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_stand_at_their_numbers_and_those_outside_are_left_out()
    {
        Mark[] marks = [new(2, "a"), new(4.5, "b"), new(9, "c")];
        var map = new HeatMap { Values = new double[1, 10], FirstColumn = 2, ColumnStep = 0.5, Marks = marks };
        var lines = XElement.Parse(map.ToSvg(432)).Descendants(Svg + "line").Where(line => line.Attribute("class")!.Value == "mark");

        Assert.Equal(["0", "200"], lines.Select(line => line.Attribute("x1")!.Value));
    }

    [Fact]
    public void Labels_that_are_not_as_many_as_rows_or_columns_are_an_error()
    {
        Assert.Contains(
            "1 row labels for 2 rows", Refused(new HeatMap { Values = new double[2, 3], RowLabels = ["a"] }), StringComparison.Ordinal);
        Assert.Contains("2 column labels for 3", Refused(new HeatMap { Values = new double[2, 3], ColumnLabels = ["a",
            "b"] }), StringComparison.Ordinal);

        static string Refused(HeatMap map) => Assert.Throws<InvalidOperationException>(() => map.ToSvg()).Message;
    }

    [Fact]
    public void A_picture_of_ten_thousand_cells_is_a_small_file()
    {
        var random = new Random(1);
        var values = new double[40, 300];
        for (var i = 0; i < values.Length; i++)
            values[i / 300, i % 300] = random.NextDouble();

        Assert.InRange(new HeatMap { Values = values }.ToSvg().Length, 10_000, 25_000);
    }

    // Reads the picture as a browser would: chunks with their checks, then the packed rows.
    private static (int Width, int[] Shades) Pixels(HeatMap map)
    {
        var address = XElement.Parse(map.ToSvg()).Descendants(Svg + "image").Single().Attribute("href")!.Value;
        var file = Convert.FromBase64String(address["data:image/png;base64,".Length..]);
        Assert.Equal("\u0089PNG\r\n\u001a\n", System.Text.Encoding.Latin1.GetString(file, 0, 8));
        var (width, rows, transparency) = (0, Array.Empty<byte>(), Array.Empty<byte>());
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var (name, content) = (System.Text.Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            Assert.Equal(Check(file.AsSpan(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (name == "IHDR")
                width = BinaryPrimitives.ReadInt32BigEndian(content);
            else if (name == "tRNS")
                transparency = content;
            else if (name == "IDAT")
                rows = Unpacked(content);
            at += 12 + length;
        }

        return (width, [.. rows.Where((_, i) => i % (width + 1) > 0).Select(index => (int)transparency[index])]);
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var zip = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zip.CopyTo(rows);
        return rows.ToArray();
    }

    // The check of PNG bit by bit.
    private static uint Check(ReadOnlySpan<byte> bytes)
    {
        var check = uint.MaxValue;
        foreach (var b in bytes)
        {
            check ^= b;
            for (var bit = 0; bit < 8; bit++)
                check = (check & 1) != 0 ? 0xEDB88320 ^ (check >> 1) : check >> 1;
        }

        return ~check;
    }
}
