using System.Text;

namespace LstmGen;

/// <summary>
/// What is wrong with a safetensors file, in one line: the file, the tensor, the value found, and what to do.
/// Errors of the operating system (a missing file, a full disk) stay what they are, <see cref="IOException"/>.
/// </summary>
public sealed class SafetensorsException : FormatException
{
    /// <summary>An exception without a message.</summary>
    public SafetensorsException()
    {
    }

    /// <summary>An exception with its one-line message.</summary>
    public SafetensorsException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its one-line message and what caused it.</summary>
    public SafetensorsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The error at <paramref name="tensor"/> of <paramref name="source"/>, both made fit for one line.</summary>
    internal static SafetensorsException At(string source, string tensor, string what) =>
        new($"{Printable(source)}: tensor '{Printable(tensor)}': {what}");

    /// <summary>The error of <paramref name="source"/> as a whole.</summary>
    internal static SafetensorsException At(string source, string what, Exception? inner = null) =>
        new($"{Printable(source)}: {what}", inner);

    /// <summary>At most 80 characters of a text from a file, as <see cref="Visible"/> shows it.</summary>
    internal static string Printable(string name) =>
        Visible(name.Length > 80 ? string.Concat(name.AsSpan(0, 38), "...", name.AsSpan(name.Length - 38)) : name);

    /// <summary>
    /// A text in which names from a file may stand, as one line that a terminal shows and does not obey: control characters, line breaks
    /// and halves of surrogate pairs replaced.
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
}
