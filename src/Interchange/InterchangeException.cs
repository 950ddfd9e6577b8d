using System.Text;

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

    /// <summary>
    /// A text in which names from a file may stand, as one line that a terminal shows and does not obey: control characters and line breaks
    /// replaced, and halves of characters.
    /// </summary>
    internal static string Visible(string text)
    {
        StringBuilder? shown = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsControl(text[i]) || char.IsSurrogate(text[i]) || text[i] is '\u2028' or '\u2029')
                (shown ??= new StringBuilder(text))[i] = '?';
        }

        return shown?.ToString() ?? text;
    }

    /// <inheritdoc cref="SafetensorsException.Printable"/>
    internal static string Printable(string text) => SafetensorsException.Printable(text);
}
