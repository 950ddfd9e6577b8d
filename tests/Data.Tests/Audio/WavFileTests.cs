using System.Text;
using Xunit;

namespace LstmGen.Data.Tests.Audio;

/// <summary>
/// WAV files of every kind are read to the values that another program wrote; bad ones are refused with the place and the cure.
/// </summary>
public class WavFileTests
{
    private static readonly byte[] Extension =
        [22, 0, 16, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    [Theory]
    [InlineData("pcm8.wav", 8, 8000, 1)]
    [InlineData("pcm16-stereo.wav", 16, 44100, 2)]
    [InlineData("pcm24.wav", 24, 8000, 1)]
    [InlineData("pcm24-extensible-stereo.wav", 24, 48000, 2)]
    [InlineData("pcm32.wav", 32, 8000, 1)]
    [InlineData("float32-extensible.wav", 32, 8000, 1)]
    [InlineData("float64.wav", 64, 8000, 1)]
    public void Every_encoding_is_read_to_the_values_that_were_written(string name, int bits, int rate, int channels)
    {
        var read = WavFile.Read(AudioFixture.Path(name));
        Assert.Equal((rate, channels), (read.SampleRate, read.Channels));
        var lost = 24 - Math.Min(bits, 24);
        AudioFixture.Equal(
            [.. AudioFixture.Table(
                "values.csv").Select(row => (double[])[((int)Math.Round(row[0] * 8388608) >> lost) / (double)(8388608 >> lost)])],
            read.Samples, 1e-7);
    }

    [Theory]
    [InlineData(WavEncoding.Pcm8, 1 / 128.0)]
    [InlineData(WavEncoding.Pcm16, 1 / 32768.0)]
    [InlineData(WavEncoding.Pcm24, 1 / 8388608.0)]
    [InlineData(WavEncoding.Pcm32, 1e-7)]
    [InlineData(WavEncoding.Float32, 0)]
    [InlineData(WavEncoding.Float64, 0)]
    public void What_is_written_comes_back_within_half_a_step(WavEncoding encoding, double step)
    {
        var random = new SeededRandom(1);
        foreach (var (channels, frames) in new[] { (1, 31), (2, 10), (3, 1) })
        {
            var samples = new float[channels * frames];
            for (var i = 0; i < samples.Length; i++)
                samples[i] = (float)(1.98 * random.NextDouble() - 0.99);
            using var file = new TempFile("", ".wav");
            WavFile.Write(file.Path, new Waveform(samples, 11025, channels), encoding);
            var read = WavFile.Read(file.Path);
            Assert.Equal((11025, channels, frames), (read.SampleRate, read.Channels, read.Frames));
            for (var i = 0; i < samples.Length; i++)
                Assert.InRange(read.Samples[i] - samples[i], -0.51 * step, 0.51 * step);
        }
    }

    [Fact]
    public void Samples_outside_full_scale_are_cut_to_it_in_integers_and_kept_in_floats()
    {
        using var file = new TempFile("", ".wav");
        WavFile.Write(file.Path, new Waveform([2, -3], 8000));
        Assert.Equal([32767 / 32768f, -1], WavFile.Read(file.Path).Samples);
        WavFile.Write(file.Path, new Waveform([2, -3], 8000), WavEncoding.Float32);
        Assert.Equal([2, -3], WavFile.Read(file.Path).Samples);
    }

    public static TheoryData<string, byte[], string> BadFiles() => new()
    {
        { "empty", [], "the file is empty" },
        { "text", Encoding.ASCII.GetBytes("time,value\n1,2\n"), "not a WAV file" },
        { "RIFF of another kind", [.. "RIFF\x04\0\0\0AVI "u8], "not a WAV file" },
        { "FLAC", [.. "fLaC\0\0\0\x22"u8], "a FLAC file" },
        { "Ogg", [.. "OggS\0\x02"u8], "an Ogg file" },
        { "MP3", [.. "ID3\x03\0"u8], "an MP3 file" },
        { "big-endian", [.. "RIFX\0\0\0\x04WAVE"u8], "a big-endian RIFX file" },
        { "RF64", [.. "RF64\xff\xff\xff\xff"u8], "an RF64 file" },
        { "length of an unfinished file", new WavBytes { Riff = 0 }.Build(), "byte 4: the file says that 0 bytes follow" },
        { "length beyond the end", new WavBytes { Riff = 5000 }.Build(), "byte 4: the file says that 5000 bytes follow, and there are 40" },
        { "data beyond the end", new WavBytes { Said = 4000 }.Build(),
            "byte 36: the chunk 'data' says that it has 4000 bytes, and 4 follow" },
        { "no format", new WavBytes { Order = "xd" }.Build(), "byte 24: the chunk 'data' stands before any chunk 'fmt '" },
        { "data before the format", new WavBytes { Order = "df" }.Build(), "byte 12: the chunk 'data' stands before" },
        { "no data", new WavBytes { Order = "fx" }.Build(), "there is no chunk 'data'" },
        { "two formats", new WavBytes { Order = "ffd" }.Build(), "byte 36: a second chunk 'fmt '" },
        { "two data chunks", new WavBytes { Order = "fdd" }.Build(), "byte 48: a second chunk 'data'" },
        { "data without samples", new WavBytes { Data = [] }.Build(), "byte 44: the chunk 'data' is empty" },
        { "half a frame", new WavBytes { Channels = 2, Data = [1, 2, 3, 4, 5, 6] }.Build(),
            "byte 44: the chunk 'data' has 6 bytes, which is no multiple of the 4" },
        { "no channels", new WavBytes { Channels = 0 }.Build(), "byte 22: the file has 0 channels" },
        { "no rate", new WavBytes { Rate = 0 }.Build(), "byte 24: the sample rate is 0 Hz" },
        { "rate of a damaged file", new WavBytes { Rate = 4_000_000_000 }.Build(), "byte 24: the sample rate is 4000000000 Hz" },
        { "frame that does not fit", new WavBytes { Frame = 3 }.Build(),
            "byte 32: a frame is said to have 3 bytes, and 1 channels of 16 bits make 2" },
        { "12 bits", new WavBytes { Bits = 12 }.Build(), "byte 34: a sample has 12 bits" },
        { "half floats", new WavBytes { Tag = 3 }.Build(), "byte 34: a sample has 16 bits; floating point" },
        { "A-law", new WavBytes { Tag = 6, Bits = 8 }.Build(), "byte 20: samples are stored as A-law" },
        { "mu-law", new WavBytes { Tag = 7, Bits = 8 }.Build(), "byte 20: samples are stored as mu-law" },
        { "ADPCM", new WavBytes { Tag = 0x11, Bits = 4 }.Build(), "samples are stored as IMA ADPCM" },
        { "MP3 in WAV", new WavBytes { Tag = 0x55 }.Build(), "samples are stored as MP3" },
        { "unknown format", new WavBytes { Tag = 0x1234 }.Build(), "samples are stored as format 0x1234" },
        { "extensible and short", new WavBytes { Tag = 0xFFFE, More = [0, 0] }.Build(),
            "byte 20: the chunk 'fmt ' is of the extensible form and has 18 bytes" },
        { "more valid bits than bits", new WavBytes { Tag = 0xFFFE, More = [22, 0, 24, 0, .. Extension[4..]] }.Build(),
            "byte 38: 24 of 16 bits" },
        { "unknown subformat", new WavBytes { Tag = 0xFFFE, More = [.. Extension[..10], 9, .. Extension[11..]] }.Build(),
            "byte 44: the subformat 0100090000001000800000AA00389B71 is not known" },
        { "NaN", new WavBytes { Tag = 3, Bits = 32, Data = [0, 0, 0, 0, 0, 0, 0xC0, 0x7F] }.Build(), "byte 48: sample 1 is NaN" },
        { "a double beyond floats", new WavBytes { Tag = 3, Bits = 64, Data = BitConverter.GetBytes(1e300) }.Build(),
            "byte 44: sample 0 is 1E+300" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_refused_with_what_is_wrong_and_where(string what, byte[] bytes, string said)
    {
        using var file = new TempFile("", ".wav");
        File.WriteAllBytes(file.Path, bytes);
        var error = Assert.Throws<DataFormatException>(() => WavFile.Read(file.Path));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(file.Path, error.Message, StringComparison.Ordinal);
        Assert.True(what.Length > 0 && error.Message.Contains(". ", StringComparison.Ordinal), "The message must say how to fix it.");
        var streamed = Assert.Throws<DataFormatException>(() => WavFile.Read(new MemoryStream(bytes), "there"));
        Assert.Equal(error.Message.Replace(file.Path, "there", StringComparison.Ordinal), streamed.Message);
    }

    [Fact]
    public void A_missing_file_is_refused_like_those_of_every_reader() =>
        Assert.Contains("does not exist", Assert.Throws<DataFormatException>(() => WavFile.Read(
            "no-such.wav")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("signal.wav")]
    [InlineData("pcm24-extensible-stereo.wav")]
    [InlineData("float64.wav")]
    public void A_file_cut_at_any_byte_is_refused(string name)
    {
        var whole = File.ReadAllBytes(AudioFixture.Path(name));
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<DataFormatException>(() => WavFile.Read(new MemoryStream(whole, 0, length)));
    }

    [Theory]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF)]
    [InlineData(0x7FFFF024, 0x7FFFF000)]
    public void A_file_written_into_a_pipe_ends_where_it_ends(uint riff, uint data)
    {
        var read = WavFile.Read(new MemoryStream(new WavBytes { Riff = riff, Said = data }.Build()));
        Assert.Equal([513 / 32768f, 1027 / 32768f], read.Samples);
    }

    [Fact]
    public void Other_chunks_and_what_follows_the_end_are_left_out()
    {
        byte[] bytes = [.. new WavBytes { Order = "xfxdx", Data = [0, 0x40, 0] , Bits = 8 }.Build(), 1, 2, 3];
        Assert.Equal([-1, -0.5f, -1], WavFile.Read(new MemoryStream(bytes)).Samples);
    }

    [Fact]
    public void A_waveform_refuses_what_is_no_sound()
    {
        AudioFixture.Refuses<ArgumentException>("3 samples", () => _ = new Waveform([1, 2, 3], 8000, 2));
        AudioFixture.Refuses<ArgumentException>("Sample 1 is NaN", () => _ = new Waveform([1, float.NaN], 8000));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Waveform([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Waveform([1], 8000).Channel(1));
    }

    [Fact]
    public void Stereo_becomes_mono_by_the_mean_and_channels_can_be_taken_apart()
    {
        var stereo = new Waveform([0.5f, -0.1f, 0.2f, 0.4f], 8000, 2);
        Assert.Equal([0.2f, 0.3f], stereo.ToMono().Samples);
        Assert.Equal([-0.1f, 0.4f], stereo.Channel(1).Samples);
        Assert.Equal(TimeSpan.FromSeconds(2 / 8000.0), stereo.Duration);
        var twice = stereo.Resample(16000);
        Assert.Equal((2, 4, 16000), (twice.Channels, twice.Frames, twice.SampleRate));
        Assert.Equal(stereo.Channel(1).Resample(16000).Samples, twice.Channel(1).Samples);
    }
}
