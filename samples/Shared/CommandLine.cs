using System.CommandLine;
using LstmGen.Data;
using LstmGen.Serialization;

namespace LstmGen.Samples;

/// <summary>Runs a command; bad input gives one line on the error stream and exit code 2.</summary>
internal static class CommandLine
{
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

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        return 2;
    }
}
