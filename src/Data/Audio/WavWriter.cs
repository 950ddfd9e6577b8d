using System.Buffers.Binary;

namespace LstmGen.Data;

/// <summary>Makes the bytes of a WAV file with the plain header.</summary>
internal static class WavWriter
{
    private const int Header = 44;

    public static byte[] Bytes(Waveform waveform, WavEncoding encoding)
    {
        var width = Given.Member(encoding) switch
        {
            WavEncoding.Pcm8 => 1,
            WavEncoding.Pcm16 => 2,
            WavEncoding.Pcm24 => 3,
            WavEncoding.Pcm32 or WavEncoding.Float32 => 4,
            _ => 8, // Float64
        };
        var size = (long)waveform.Samples.Length * width;
        if (size + Header + 1 > Array.MaxLength)
            throw new ArgumentException(
                $"The recording takes {size} bytes, and a WAV file holds 2 GB. Cut it into several.", nameof(waveform));
        if (waveform.Channels * width > ushort.MaxValue)
            throw new ArgumentException(
                $"{waveform.Channels} channels of {width} bytes are more than a frame of a WAV file holds. Write some of the channels.",
                nameof(waveform));
        var bytes = new byte[Header + size + (size & 1)];
        var header = bytes.AsSpan(0, Header);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], (short)(encoding is WavEncoding.Float32 or WavEncoding.Float64 ? 3 : 1));
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)waveform.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], waveform.SampleRate);
        var bytesPerSecond = Math.Min(uint.MaxValue, (long)waveform.SampleRate * waveform.Channels * width);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)bytesPerSecond);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(waveform.Channels * width));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], (short)(8 * width));
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], (int)size);
        for (var i = 0; i < waveform.Samples.Length; i++)
            Write(waveform.Samples[i], encoding, bytes.AsSpan(Header + i * width, width));
        return bytes;
    }

    private static void Write(float sample, WavEncoding encoding, Span<byte> at)
    {
        switch (encoding)
        {
            case WavEncoding.Pcm8:
                at[0] = (byte)(128 + Scaled(sample, 128));
                break;
            case WavEncoding.Pcm16:
                BinaryPrimitives.WriteInt16LittleEndian(at, (short)Scaled(sample, 32768));
                break;
            case WavEncoding.Pcm24:
                var value = (int)Scaled(sample, 8388608);
                (at[0], at[1], at[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));
                break;
            case WavEncoding.Pcm32:
                BinaryPrimitives.WriteInt32LittleEndian(at, (int)Scaled(sample, 2147483648));
                break;
            case WavEncoding.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(at, sample);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(at, sample);
                break;
        }
    }

    private static long Scaled(float sample, long full) => Math.Clamp((long)Math.Round(sample * (double)full), -full, full - 1);
}
