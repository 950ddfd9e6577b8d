using System.Diagnostics;

namespace LstmGen.Tool.Tests;

/// <summary>The tool as its users run it: a process.</summary>
internal sealed record ToolProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Files", name);

    public static ToolProcess Run(params string[] arguments) => Run([], arguments);

    /// <summary>Runs the tool with bytes in its standard input, a pipe.</summary>
    public static ToolProcess Run(byte[] input, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "lstmgen.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_TieredPGO"] = "0"; // see tests/Directory.Build.props
        using Process process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Hang), "the tool does not end");
        return new ToolProcess(process.ExitCode, output, error.Result);
    }
}
