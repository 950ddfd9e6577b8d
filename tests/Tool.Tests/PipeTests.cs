namespace LstmGen.Tool.Tests;

/// <summary>A file may be a pipe: <c>lstmgen inspect &lt;(command)</c>.</summary>
public sealed class PipeTests
{
    [Theory]
    [InlineData("tagger.pt")]
    [InlineData("keras2-words.h5")]
    [InlineData("keras3-tags.keras")]
    [InlineData("onnx-stack.onnx")]
    [InlineData("rtneural-lstm.json")]
    public void A_pipe_is_read_as_the_file(string name)
    {
        if (OperatingSystem.IsWindows())
            return; // which has no names of pipes as files
        string path = ToolProcess.File(name);
        ToolProcess piped = ToolProcess.Run(File.ReadAllBytes(path), ["describe", "/dev/stdin"]), read = ToolProcess.Run("describe", path);
        Assert.Equal((0, ""), (piped.ExitCode, piped.Error));
        Assert.Equal(read.Output, piped.Output);
    }

    [Fact]
    public void An_empty_pipe_is_an_error_in_one_line()
    {
        if (OperatingSystem.IsWindows())
            return;
        ToolProcess run = ToolProcess.Run([], ["inspect", "/dev/stdin"]);
        Assert.Equal(2, run.ExitCode);
        string line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("lstmgen: /dev/stdin: the file is empty", line, StringComparison.Ordinal);
    }
}
