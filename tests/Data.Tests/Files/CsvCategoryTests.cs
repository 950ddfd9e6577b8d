using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Columns of a CSV file whose cells are the names of categories.</summary>
public class CsvCategoryTests
{
    private static readonly CsvOptions Options = new()
    {
        Categories = new Dictionary<string, LabelSet> { ["day"] = LabelSet.Build(["mon", "tue", "wed"]) },
    };

    [Fact]
    public void Names_become_the_ids_of_the_categories()
    {
        using var file = new TempFile("sold,day\n1.5,mon\n2.5, wed\n3,tue\n");
        Assert.Equal([1.5f, 0, 2.5f, 2, 3, 1], CsvSeries.Read(file.Path, Options).Values.ToArray());
        Assert.Equal([0, 2, 1f], CsvSeries.Read(file.Path, Options, "day").Values.ToArray());
    }

    [Fact]
    public void A_name_that_is_not_known_is_named()
    {
        using var file = new TempFile("sold,day\n1.5,mon\n2.5,sun\n");
        var error = Assert.Throws<DataFormatException>(() => CsvSeries.Read(file.Path, Options));
        Assert.Equal((3, "day"), (error.Row, error.Column));
        Assert.Contains("the category 'sun' is not known; there are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_lies_between_two_categories()
    {
        using var file = new TempFile("sold,day\n1.5,mon\n2.5,\n3,tue\n");
        Assert.Equal(
            [1.5f, 0, 2.5f, 0, 3, 1], CsvSeries.Read(file.Path, Options with { Missing = MissingValues.CarryForward }).Values.ToArray());
        Assert.StartsWith(
            "Missing is Interpolate, and there is nothing between two of the Categories.",
            Assert.Throws<ArgumentException>(() => CsvSeries.Read(file.Path, Options with { Missing = MissingValues.Interpolate })).Message,
            StringComparison.Ordinal);
    }
}
