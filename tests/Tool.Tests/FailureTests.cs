using LstmGen.Interchange;

namespace LstmGen.Tool.Tests;

/// <summary>Whatever goes wrong ends in one line.</summary>
public sealed class FailureTests
{
    [Fact]
    public void An_exception_that_no_file_should_bring_about_is_a_fault_of_the_tool()
    {
        string line = Failures.Line(new InvalidOperationException("first\nsecond"));
        Assert.StartsWith("this is a fault of the tool: InvalidOperationException: first second", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_said_as_it_is() =>
        Assert.Equal("a.pt: it is cut.", Failures.Line(InterchangeException.At("a.pt", "it is cut.")));
}
