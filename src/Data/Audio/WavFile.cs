using LstmGen.Serialization;

namespace LstmGen.Data;

/// <summary>
/// Reads and writes WAV files: integers of 8, 16, 24 and 32 bits and floating point, any number of channels, with the plain or the
/// extensible header.
/// </summary>
/// <remarks>
/// <para>Integers become n / 2^(bits - 1), so that full scale is [-1, 1), as <c>torchaudio.load</c> and <c>soundfile</c> do.</para>
/// <para>
/// A file that was cut is refused. Programs that write into a pipe cannot know a length and write 0x7FFF0000 or more; such a file ends
/// where it ends. Chunks besides <c>fmt </c> and <c>data</c> (texts, cue points) are left out, as is what follows the end that the header
/// gives.
/// </para>
/// </remarks>
public static class WavFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, cut or damaged, is of another kind (MP3, FLAC, ...), is compressed (A-law, ADPCM, ...), has no samples or
    /// some that are not finite; the message says at which byte, and how to fix it.
    /// </exception>
    public static Waveform Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TextFile.Unreadable(path, e);
        }

        return new WavReader(path, bytes).Read();
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="DataFormatException">As for <see cref="Read(string)"/>.</exception>
    public static Waveform Read(Stream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new WavReader(name, copy.GetBuffer().AsSpan(0, (int)copy.Length)).Read();
    }

    /// <summary>Writes a file. Samples outside full scale are cut to it where the encoding is of integers.</summary>
    /// <param name="path">The file; replaced as a whole, or not at all.</param>
    /// <param name="waveform">The recording.</param>
    /// <param name="encoding">How samples are stored.</param>
    /// <exception cref="ArgumentException">The recording is longer than a WAV file may be, 2 GB, or there is no such encoding.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Waveform waveform, WavEncoding encoding = WavEncoding.Pcm16)
    {
        ArgumentNullException.ThrowIfNull(waveform);
        var bytes = WavWriter.Bytes(waveform, encoding);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
