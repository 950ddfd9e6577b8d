using System.CommandLine;
using System.IO.Compression;
using System.Text;
using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>Plain text of files of one's own, joined in the order given.</summary>
internal static class TextData
{
    private const int Least = 1000;

    public static Option[] Options { get; } = [EncodingOption.Name];

    /// <summary>The text; null where no files are named.</summary>
    /// <exception cref="DataFormatException">A file is not of the encoding, or there is too little text.</exception>
    public static string? Read(Sample sample)
    {
        if (sample.Files.Count == 0)
            return null;
        string text = string.Concat(sample.Files.Select(path => Read(path, EncodingOption.Read(sample))));
        if (text.Length < Least)
            throw new DataFormatException(
                sample.Files[0], 0, null,
                $"there are {text.Length} characters of text, at least {Least} are needed to learn from and to measure. "
                + "Name a longer file, or more files.");
        Console.WriteLine($"{string.Join(", ", sample.Files)}: {text.Length} characters; the last tenth is held out");
        return text;
    }

    private static string Read(string path, Encoding? encoding)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            using var reader = new StreamReader(plain, encoding ?? new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd().ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException e)
        {
            throw new DataFormatException(
                path, 0, null, $"the file is not {encoding?.WebName ?? "utf-8"}. Name its encoding by --encoding, such as latin1.", e);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, 0, null, $"the file cannot be read ({e.Message})", e);
        }
    }
}
