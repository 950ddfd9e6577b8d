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

    /// <summary>At most 80 characters of a text from a file; control characters and halves of surrogate pairs replaced.</summary>
    internal static string Printable(string name)
    {
        var kept = name.Length > 80 ? string.Concat(name.AsSpan(0, 38), "...", name.AsSpan(name.Length - 38)) : name;
        return string.Create(kept.Length, kept, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(text[i]) || IsHalf(text, i) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
        });
    }

    private static bool IsHalf(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
        : char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
}
