using LstmGen.Interchange;

namespace LstmGen.Tool;

/// <summary>Exceptions in one line for the error stream.</summary>
internal static class Failures
{
    /// <summary>What is wrong with a file; of what no file should bring about, that it is a fault of the tool.</summary>
    public static string Line(Exception e) => InterchangeException.Visible((e switch
    {
        InterchangeException or IOException or UnauthorizedAccessException or NotSupportedException => e.Message,
        OutOfMemoryException => "there is not enough memory for the model. Close other programs, or give a smaller file.",
        _ => $"this is a fault of the tool: {e.GetType().Name}: {e.Message} Report it with the command line and the file.",
    }).ReplaceLineEndings(" "));
}
