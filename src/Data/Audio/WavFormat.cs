using System.Buffers.Binary;

namespace LstmGen.Data;

/// <summary>The chunk <c>fmt </c> of a WAV file, checked.</summary>
internal readonly record struct WavFormat(WavEncoding Encoding, int Channels, int SampleRate, int BytesPerFrame)
{
    private const int Pcm = 1, Float = 3, Extensible = 0xFFFE, LeastSize = 16, ExtensibleSize = 40, HighestRate = 10_000_000;

    // What follows the two bytes of the tag in a subformat: {0000xxxx-0000-0010-8000-00AA00389B71}.
    private static ReadOnlySpan<byte> SubformatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>Reads the chunk; null, and what is wrong with it, where it cannot be used.</summary>
    /// <param name="chunk">The chunk's content.</param>
    /// <param name="wrong">Where in the chunk something is wrong, and what.</param>
    public static WavFormat? Read(ReadOnlySpan<byte> chunk, out (int At, string What) wrong)
    {
        wrong = default;
        if (chunk.Length < LeastSize)
            return Wrong(out wrong, 0,
                $"the chunk 'fmt ' has {chunk.Length} bytes, at least {LeastSize} are needed; the file is damaged. Get it again.");
        int tag = Short(chunk, 0), channels = Short(chunk, 2), frame = Short(chunk, 12), bits = Short(chunk, 14);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        if (tag == Extensible)
        {
            if (chunk.Length < ExtensibleSize)
                return Wrong(out wrong, 0,
                    $"the chunk 'fmt ' is of the extensible form and has {chunk.Length} bytes, {ExtensibleSize} are needed; the file is "
                    + "damaged. Get it again.");
            int valid = Short(chunk, 18);
            if (valid > bits)
                return Wrong(out wrong, 18, $"{valid} of {bits} bits of a sample are said to be valid; the file is damaged. Get it again.");
            if (!chunk[26..40].SequenceEqual(SubformatTail))
                return Wrong(out wrong, 24, $"the subformat {Convert.ToHexString(chunk[24..40])} is not known. {Convertible}");
            tag = Short(chunk, 24);
        }

        if (tag is not (Pcm or Float))
            return Wrong(out wrong, 0, $"samples are stored as {Name(tag)}; PCM and floating point can be read. {Convertible}");
        if (channels == 0)
            return Wrong(out wrong, 2, "the file has 0 channels; it is damaged. Get it again.");
        if (rate is 0 or > HighestRate)
            return Wrong(out wrong, 4,
                $"the sample rate is {rate} Hz; rates from 1 to {HighestRate} Hz can be read. Get the file again, or convert it.");
        WavEncoding? encoding = (tag, bits) switch
        {
            (Pcm, 8) => WavEncoding.Pcm8,
            (Pcm, 16) => WavEncoding.Pcm16,
            (Pcm, 24) => WavEncoding.Pcm24,
            (Pcm, 32) => WavEncoding.Pcm32,
            (Float, 32) => WavEncoding.Float32,
            (Float, 64) => WavEncoding.Float64,
            _ => null,
        };
        if (encoding is null)
            return Wrong(out wrong, 14,
                $"a sample has {bits} bits; {(tag == Pcm ? "PCM of 8, 16, 24 and 32 bits" : "floating point of 32 and 64 bits")} can be "
                + $"read. {Convertible}");
        if (frame != channels * bits / 8)
            return Wrong(out wrong, 12,
                $"a frame is said to have {frame} bytes, and {channels} channels of {bits} bits make {channels * bits / 8}; the file is "
                + "damaged. Get it again.");
        return new WavFormat(encoding.Value, channels, (int)rate, frame);
    }

    private const string Convertible = "Convert the file, for example: ffmpeg -i IN.wav -c:a pcm_s16le OUT.wav";

    private static int Short(ReadOnlySpan<byte> chunk, int at) => BinaryPrimitives.ReadUInt16LittleEndian(chunk[at..]);

    private static WavFormat? Wrong(out (int At, string What) wrong, int at, string what)
    {
        wrong = (at, what);
        return null;
    }

    private static string Name(int tag) => tag switch
    {
        2 => "Microsoft ADPCM",
        6 => "A-law",
        7 => "mu-law",
        0x11 => "IMA ADPCM",
        0x31 => "GSM 6.10",
        0x50 => "MPEG",
        0x55 => "MP3",
        0xFF or 0x1600 or 0x1610 => "AAC",
        Extensible => "an extensible format within one",
        _ => $"format 0x{tag:X4}",
    };
}
