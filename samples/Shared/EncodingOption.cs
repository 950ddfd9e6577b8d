using System.CommandLine;
using System.Text;

namespace LstmGen.Samples;

/// <summary>The encoding of files of one's own.</summary>
internal static class EncodingOption
{
    private static readonly string[] Known = ["utf-8", "latin1", "us-ascii", "utf-16", "utf-16BE", "utf-32"];

    /// <summary>The option.</summary>
    public static Option<string?> Name { get; } = new("--encoding")
    {
        Description = $"Encoding of the files: {string.Join(", ", Known)}; without it what their byte order mark says, else utf-8",
    };

    /// <summary>The encoding asked for; null where none is.</summary>
    /// <exception cref="ArgumentException">There is no such encoding.</exception>
    public static Encoding? Read(Sample sample)
    {
        if (sample.Value(Name) is not { } name)
            return null;
        return Known.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            : throw new ArgumentException($"--encoding is '{name}', which is not known here; give one of {string.Join(", ", Known)}.");
    }
}
