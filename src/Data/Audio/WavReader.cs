using System.Buffers.Binary;

namespace LstmGen.Data;

/// <summary>Reads the chunks of a WAV file.</summary>
internal readonly ref struct WavReader(string path, ReadOnlySpan<byte> bytes)
{
    private const int RiffHeader = 12, ChunkHeader = 8;

    /// <summary>Lengths from here on are written by programs that could not know the length.</summary>
    private const uint Unknown = 0x7FFF0000;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public Waveform Read()
    {
        var end = RiffEnd();
        WavFormat? format = null;
        var (data, found) = (0..0, false);
        for (var at = RiffHeader; at < end;)
        {
            if (end - at < ChunkHeader)
                throw Wrong(at, $"{end - at} bytes stand where a chunk would begin; the file was cut or is damaged. Get it again.");
            var size = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(at + 4)..]);
            var id = _bytes.Slice(at, 4);
            var body = at + ChunkHeader;
            var isData = id.SequenceEqual("data"u8);
            if (isData && size >= Unknown && size > end - body)
                size = (uint)(end - body);
            if (size > end - body)
                throw Wrong(at,
                    $"the chunk {Name(id)} says that it has {size} bytes, and {end - body} follow; the file was cut. Get it again.");
            if (id.SequenceEqual("fmt "u8))
            {
                if (format is not null)
                    throw Wrong(at,
                        "a second chunk 'fmt ' follows; which one holds is not clear. Write the file again with another program.");
                format = WavFormat.Read(_bytes.Slice(body, (int)size), out var wrong) ?? throw Wrong(body + wrong.At, wrong.What);
            }
            else if (isData)
            {
                if (format is null)
                    throw Wrong(at,
                        "the chunk 'data' stands before any chunk 'fmt ', which says how to read it; the file is damaged. Get it again.");
                if (found)
                    throw Wrong(at,
                        "a second chunk 'data' follows; which one holds is not clear. Write the file again with another program.");
                (data, found) = (body..(body + (int)size), true);
            }

            at = (int)Math.Min(int.MaxValue, body + (long)size + (size & 1));
        }

        if (format is null || !found)
            throw Wrong(end, $"there is no chunk '{(format is null ? "fmt " : "data")}'; the file was cut or is damaged. Get it again.");
        return Decode(format.Value, data);
    }

    private int RiffEnd()
    {
        if (_bytes.IsEmpty)
            throw new DataFormatException(path, 0, null, "the file is empty. Get it again.");
        if (OtherKind() is { } kind)
            throw new DataFormatException(path, 0, null,
                $"this is {kind}, not a WAV file. Convert it, for example: ffmpeg -i IN -c:a pcm_s16le OUT.wav");
        if (_bytes.Length < RiffHeader || !_bytes[..4].SequenceEqual("RIFF"u8) || !_bytes.Slice(8, 4).SequenceEqual("WAVE"u8))
            throw new DataFormatException(path, 0, null,
                "this is not a WAV file: it does not begin with 'RIFF', four bytes and 'WAVE'. Name a WAV file.");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[4..]);
        if (size >= Unknown && size > _bytes.Length - 8)
            return _bytes.Length;
        if (size > _bytes.Length - 8)
            throw Wrong(4, $"the file says that {size} bytes follow, and there are {_bytes.Length - 8}; it was cut. Get it again.");
        return size >= 4 ? 8 + (int)size : throw Wrong(4,
            $"the file says that {size} bytes follow; the program that wrote it did not finish. Write it again.");
    }

    private string? OtherKind()
    {
        return Begins("RIFX"u8) ? "a big-endian RIFX file"
            : Begins("RF64"u8) || Begins("BW64"u8) ? "an RF64 file, the form for more than 4 GB"
            : Begins("fLaC"u8) ? "a FLAC file"
            : Begins("OggS"u8) ? "an Ogg file"
            : Begins("ID3"u8) || Begins([0xFF, 0xFB]) || Begins([0xFF, 0xF3]) || Begins([0xFF, 0xF2]) ? "an MP3 file"
            : Begins("FORM"u8) ? "an AIFF file"
            : Begins([0x1F, 0x8B]) ? "a gzip file"
            : _bytes.Length >= 8 && _bytes[4..8].SequenceEqual("ftyp"u8) ? "an MP4 or M4A file"
            : null;
    }

    private bool Begins(ReadOnlySpan<byte> with) => _bytes.StartsWith(with);

    private Waveform Decode(WavFormat format, Range range)
    {
        var (begin, length) = range.GetOffsetAndLength(_bytes.Length);
        if (length == 0)
            throw Wrong(begin, "the chunk 'data' is empty: there are no samples. Record again.");
        if (length % format.BytesPerFrame != 0)
            throw Wrong(begin,
                $"the chunk 'data' has {length} bytes, which is no multiple of the {format.BytesPerFrame} bytes of a frame; the file was "
                + "cut or is damaged. Get it again.");
        var data = _bytes.Slice(begin, length);
        var width = format.BytesPerFrame / format.Channels;
        var samples = new float[length / width];
        for (var i = 0; i < samples.Length; i++)
        {
            var at = data[(i * width)..];
            var value = format.Encoding switch
            {
                WavEncoding.Pcm8 => (at[0] - 128) / 128.0,
                WavEncoding.Pcm16 => BinaryPrimitives.ReadInt16LittleEndian(at) / 32768.0,
                WavEncoding.Pcm24 => (at[0] << 8 | at[1] << 16 | at[2] << 24) / 2147483648.0,
                WavEncoding.Pcm32 => BinaryPrimitives.ReadInt32LittleEndian(at) / 2147483648.0,
                WavEncoding.Float32 => BinaryPrimitives.ReadSingleLittleEndian(at),
                _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
            };
            samples[i] = (float)value;
            if (!float.IsFinite(samples[i]))
                throw Wrong(begin + i * width,
                    $"sample {i} is {value}, which is no finite number of 32 bits; the file is damaged. Get it again.");
        }

        return new Waveform(samples, format.SampleRate, format.Channels);
    }

    private static string Name(ReadOnlySpan<byte> id)
    {
        foreach (var c in id)
        {
            if (c is < 32 or > 126)
                return "0x" + Convert.ToHexString(id);
        }

        return $"'{System.Text.Encoding.ASCII.GetString(id)}'";
    }

    private DataFormatException Wrong(int at, string what) => new(path, 0, null, $"byte {at}: {what}");
}
