using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>Reads a pipe into memory, which grows with what really arrives.</summary>
internal static class PipeBytes
{
    /// <exception cref="InterchangeException">It gives more bytes than an array holds.</exception>
    public static byte[] Read(Stream pipe, string source)
    {
        byte[] bytes = StreamBytes.Read(pipe, Array.MaxLength, trusted: false);
        return bytes.Length < Array.MaxLength
            ? bytes
            : throw InterchangeException.At(source, $"it is a pipe of {Array.MaxLength} bytes or more. Give the name of a file.");
    }
}
