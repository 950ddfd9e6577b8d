using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>The lines by which emitted code lists a model's states.</summary>
public sealed class StateTableTests
{
    [Fact]
    public void Each_state_begins_where_the_one_before_ends() => Assert.Equal<StateInfo>(
        [new("lstm.h", 4, 17, 0), new("lstm.c", 4, 17, 68), new("gru.h", 1, 8, 136)],
        [.. StateTable.Read("lstm.h [4, 17]", "lstm.c [4, 17]", "gru.h [1, 8]")]);

    [Theory]
    [InlineData("lstm.h")]
    [InlineData("lstm.h [4]")]
    [InlineData("lstm.h [4, 17, 1]")]
    [InlineData("lstm.h [4, 17] frozen")]
    public void Another_line_is_no_state(string line) => Assert.Throws<FormatException>(() => StateTable.Read(line));
}
