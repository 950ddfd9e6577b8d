using System.CommandLine;
using LstmGen.Data;

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
        catch (DataFormatException e)
        {
            return Fail(Naming(command, parsed, e.Column) + e.Message);
        }
        catch (ArgumentException e)
        {
            return Fail(e.ParamName is null ? e.Message : e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is SafetensorsException or TrainingDivergedException or IOException or UnauthorizedAccessException)
        {
            return Fail(e.Message);
        }
    }

    /// <summary>The option that named a column; empty where none did.</summary>
    private static string Naming(RootCommand command, ParseResult parsed, string? column)
    {
        foreach (Option option in command.Options)
        {
            bool names = option switch
            {
                Option<string> one => parsed.GetValue(one) == column,
                Option<string[]> many => parsed.GetValue(many)?.Contains(column) == true,
                _ => false,
            };
            if (names && column is not null)
                return $"{option.Name} {column}: ";
        }

        return "";
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(LibraryWords.ToArguments(message).ReplaceLineEndings(" "));
        return 2;
    }
}
