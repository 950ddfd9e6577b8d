using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>The lines by which emitted code lists a model's parameters.</summary>
public sealed class ParameterTableTests
{
    [Fact]
    public void Each_parameter_begins_where_the_one_before_ends()
    {
        ParameterInfo[] table =
            [.. ParameterTable.Read("lstm.weight_ih_l0 [68, 32] quantizes", "lstm.bias_ih_l0 [68]", "scale []", "head.bias [3]")];
        Assert.Equal(["lstm.weight_ih_l0", "lstm.bias_ih_l0", "scale", "head.bias"], table.Select(parameter => parameter.Name));
        Assert.Equal([0, 68 * 32, 68 * 33, 68 * 33 + 1], table.Select(parameter => parameter.Offset));
        Assert.Equal([68 * 32, 68, 1, 3], table.Select(parameter => parameter.Length));
        Assert.Equal([68, 32], table[0].Shape.ToArray());
        Assert.Empty(table[2].Shape);
    }

    [Theory]
    [InlineData("w [2]", false, false)]
    [InlineData("w [2] quantizes", true, false)]
    [InlineData("w [2] frozen", false, true)]
    [InlineData("w [2] quantizes frozen", true, true)]
    public void Properties_stand_behind_the_shape(string line, bool quantizes, bool frozen)
    {
        ParameterInfo parameter = Assert.Single(ParameterTable.Read(line));
        Assert.Equal((quantizes, frozen), (parameter.Quantizes, parameter.Frozen));
    }

    [Theory]
    [InlineData("w")]
    [InlineData(" [2]")]
    [InlineData("w [2")]
    [InlineData("w [two]")]
    [InlineData("w [2] thawed")]
    [InlineData("w [2] frozenquantizes")]
    public void Another_line_is_no_parameter(string line) => Assert.Throws<FormatException>(() => ParameterTable.Read(line));
}
