using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>Reads a pipe into memory, which grows with what really arrives.</summary>
internal static class PipeBytes
{
    /// <exception cref="InterchangeException">It begins as no file that is read, or gives more bytes than an array holds.</exception>
    public static byte[] Read(Stream pipe, string source)
    {
        byte[] head = StreamBytes.Read(pipe, FileKinds.Enough, trusted: true);
        RequireKnown(head, source);
        byte[] rest = StreamBytes.Read(pipe, Array.MaxLength - head.Length, trusted: false);
        return rest.Length < Array.MaxLength - head.Length
            ? [.. head, .. rest]
            : throw InterchangeException.At(source, $"it is a pipe of {Array.MaxLength} bytes or more. Give the name of a file.");
    }

    // A pipe may have no end: what is no file of weights is told by its first bytes.
    private static void RequireKnown(byte[] head, string source)
    {
        try
        {
            FileKinds.Of(new MemoryStream(head));
        }
        catch (InvalidDataException)
        {
            // The list of a zip archive is at its end.
        }
        catch (FormatException e)
        {
            throw InterchangeException.At(source, $"{e.Message.TrimEnd('.')}.", e);
        }
    }
}
