namespace LstmGen.Tool;

/// <summary>What the process gives back; 1 is a wrong command line.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A file cannot be read, written or declared; or the tool has a fault.</summary>
    public const int BadFile = 2;

    /// <summary>The outputs of two files differ.</summary>
    public const int Different = 3;
}
