using System.Globalization;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>Tensors that lie in files beside the model. Nothing outside of the model's folder is read, also not through a link.</summary>
/// <param name="folder">The folder; null where no file may be read.</param>
internal sealed class ExternalData(string? folder)
{
    /// <summary>How many times a file's size the tensors in it may take; more only where many tensors have the same bytes.</summary>
    private const int MaxGrowth = 8;

    // Bytes of the tensors by file; on some systems a file has many spellings.
    private readonly Dictionary<string, long> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The bytes of a tensor.</summary>
    /// <param name="tensor">Its name.</param>
    /// <param name="entries">What the model says of the place: location, offset, length.</param>
    /// <param name="length">Bytes of the tensor.</param>
    /// <exception cref="FormatException">The place leaves the folder, or the file is shorter.</exception>
    public byte[] Read(string tensor, Dictionary<string, string> entries, long length)
    {
        string name = InterchangeException.Printable(tensor), location = entries.GetValueOrDefault("location", "");
        string shown = InterchangeException.Printable(location);
        if (location.Length == 0 || Path.IsPathRooted(location) || location.Contains('\0') || location.Contains(':')
            || location.Split('/', '\\').Any(part => part is ".." or ""))
            throw new FormatException($"tensor '{name}' lies in the file '{shown}', which is not within the model's folder; put all of "
                + "the model's files into one folder");
        if (folder is null)
            throw new FormatException($"tensor '{name}' lies in the file '{shown}', and no other file is read with a stream; open "
                + "the model by its path, or give the folder of its files");
        string path = Path.GetFullPath(Path.Combine(folder, location));
        if (!File.Exists(path))
            throw new FormatException($"tensor '{name}' lies in the file '{shown}', which is not there; put it beside the model");
        for (string? part = path; part is not null && part.Length > folder.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
                throw new FormatException(
                    $"tensor '{name}' lies in the file '{shown}', which is a link; put the file itself beside the model");
        }

        long offset = Number("offset", 0), given = Number("length", length);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (given != length || offset < 0 || offset > stream.Length - length)
            throw new FormatException($"tensor '{name}' needs {length} bytes at {offset} of the file '{shown}', which has "
                + $"{stream.Length}, and the model says {given}; fetch the files again");
        long taken = _taken[path] = checked(_taken.GetValueOrDefault(path) + length);
        if (taken > MaxGrowth * stream.Length)
            throw new FormatException($"tensors up to '{name}' take {taken} bytes of the file '{shown}', which has {stream.Length}; the "
                + "model is damaged or made to fill the memory");
        stream.Position = offset;
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;

        long Number(string key, long otherwise) => !entries.TryGetValue(key, out string? text) ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw new FormatException($"tensor '{name}' has the {key} '{InterchangeException.Printable(text)}', which is no number");
    }
}
