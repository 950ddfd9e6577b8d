using System.Text;

namespace LstmGen.Samples.Playground.Tests;

/// <summary>Files that somebody brings to the page of live training.</summary>
public sealed class SeriesReaderTests
{
    [Theory]
    [InlineData("\"load, total, net\";\"a \"\"b\"\"\"\n1;2\n3;4\n", "load, total, net", 1, 3)]
    [InlineData("\"x,y\",z\n1,2\n3,4\n", "z", 2, 4)]
    public void Names_in_quotes_are_read_as_they_stand(string content, string column, double first, double second)
    {
        byte[] file = Encoding.UTF8.GetBytes(content);
        using var json = System.Text.Json.JsonDocument.Parse(SeriesReader.Columns(file));
        Assert.Contains(column, json.RootElement.GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal([first, second], SeriesReader.Values(file, column));
    }
}
