namespace LstmGen.Interchange;

/// <summary>
/// What is wrong with a file of another framework, in one line: the file, the place, the value found, and how to fix it.
/// Errors of the operating system (a missing file) stay what they are, <see cref="IOException"/>.
/// </summary>
public sealed class InterchangeException : FormatException
{
    /// <summary>An exception without a message.</summary>
    public InterchangeException()
    {
    }

    /// <summary>An exception with its one-line message.</summary>
    public InterchangeException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its one-line message and what caused it.</summary>
    public InterchangeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The error of <paramref name="source"/>, a file or stream, which is named first, and once.</summary>
    internal static InterchangeException At(string source, string what, Exception? inner = null)
    {
        string place = $"{Printable(source)}: ";
        return new(Visible(what.StartsWith(place, StringComparison.Ordinal) ? what : place + what), inner);
    }

    /// <inheritdoc cref="SafetensorsException.Visible"/>
    internal static string Visible(string text) => SafetensorsException.Visible(text);

    /// <inheritdoc cref="SafetensorsException.Printable"/>
    internal static string Printable(string text) => SafetensorsException.Printable(text);
}
