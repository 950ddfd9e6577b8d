using System.CommandLine;
using LstmGen.Data;
using LstmGen.Kernels;
using LstmGen.Serialization;

namespace LstmGen.Samples;

/// <summary>What every sample's command line has: options for seed, threads and output folder, and one line per error.</summary>
internal static class SampleHost
{
    public static Option<int> Seed { get; } = new("--seed") { Description = "Seed of weights, order and masks", DefaultValueFactory = _ => 1 };

    public static Option<int> Threads { get; } = new("--threads") { Description = "Threads to compute with; 0 for all", DefaultValueFactory = _ => 0 };

    public static Option<DirectoryInfo> Output { get; } = new("--out")
    {
        Description = "Folder for the saved model, pictures and report",
        DefaultValueFactory = _ => new DirectoryInfo("artifacts"),
    };

    /// <summary>Runs a command; bad input gives one line on the error stream and exit code 2.</summary>
    public static int Run(RootCommand command, string[] arguments)
    {
        ParseResult parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Fail(parsed.Errors[0].Message + " Ask for --help.");
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is DataFormatException or SafetensorsException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return Fail(e.Message);
        }
    }

    /// <summary>Sets the threads and makes the output folder.</summary>
    public static string Prepare(ParseResult parsed)
    {
        int threads = parsed.GetValue(Threads);
        if (threads > 0)
            WorkerPool.Shared.Threads = threads;
        DirectoryInfo output = parsed.GetValue(Output)!;
        output.Create();
        return output.FullName;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        return 2;
    }
}
