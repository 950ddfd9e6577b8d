using LstmGen.Testing;

namespace LstmGen.Tool.Tests;

/// <summary>A file may be a pipe: <c>lstmgen inspect &lt;(command)</c>.</summary>
public sealed class PipeTests
{
    [UnixTheory]
    [InlineData("tagger.pt")]
    [InlineData("keras2-words.h5")]
    [InlineData("keras3-tags.keras")]
    [InlineData("onnx-stack.onnx")]
    [InlineData("rtneural-lstm.json")]
    public void A_pipe_is_read_as_the_file(string name)
    {
        string path = ToolProcess.File(name);
        ToolProcess piped = ToolProcess.Run(File.ReadAllBytes(path), ["describe", "/dev/stdin"]), read = ToolProcess.Run("describe", path);
        Assert.Equal((0, ""), (piped.ExitCode, piped.Error));
        Assert.Equal(read.Output, piped.Output);
    }

    [UnixTheory]
    [InlineData(0, "the file is empty")]
    [InlineData(2000, "it is none of the formats that are read")]
    public void A_pipe_of_something_else_is_an_error_in_one_line(int length, string said)
    {
        ToolProcess run = ToolProcess.Run(new byte[length], ["inspect", "/dev/stdin"]);
        Assert.Equal(2, run.ExitCode);
        string line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.StartsWith($"lstmgen: /dev/stdin: {said}", line, StringComparison.Ordinal);
    }
}
