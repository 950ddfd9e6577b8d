using Xunit;

namespace LstmGen.Data.Tests.Audio;

/// <summary>Features as numpy computes them from the definitions of torchaudio and librosa; the same while samples arrive.</summary>
public class AudioFeaturesTests
{
    private static readonly AudioFeatureOptions Mfcc = new()
    {
        SampleRate = 8000, FftSize = 256, WindowSize = 200, Hop = 80, Padding = AudioPadding.None, Mels = 20, Coefficients = 13, Deltas = 2,
    };

    public static TheoryData<string, AudioFeatureOptions> Cases() => new()
    {
        { "logmel-torchaudio.csv", new() { SampleRate = 8000, FftSize = 256, Hop = 80, Mels = 20 } },
        {
            "logmel-librosa.csv",
            new()
            {
                SampleRate = 8000, FftSize = 400, WindowSize = 320, Hop = 160, Padding = AudioPadding.Zero, Mels = 24,
                Scale = MelScale.Slaney, UnitArea = true, LowestHz = 60, HighestHz = 3800,
            }
        },
        {
            "logmel-magnitude.csv",
            new() { SampleRate = 8000, FftSize = 255, WindowSize = 200, Hop = 100, Padding = AudioPadding.None, Mels = 16, Power = 1 }
        },
        { "mfcc-deltas.csv", Mfcc },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Features_are_those_of_an_independent_computation(string table, AudioFeatureOptions options)
    {
        var features = new AudioFeatures(options);
        var expected = AudioFixture.Table(table);
        Assert.Equal(expected[0].Length, features.Width);
        Assert.Equal(expected.Length, features.Frames(AudioFixture.Signal().Length));
        AudioFixture.Equal(expected, features.Compute(AudioFixture.Signal()), 2e-6);
    }

    [Fact]
    public void Samples_in_pieces_of_any_size_give_the_bits_of_the_whole()
    {
        var signal = AudioFixture.Signal();
        var random = new SeededRandom(7);
        for (var round = 0; round < 60; round++)
        {
            var options = Mfcc with
            {
                FftSize = 64 + random.NextInt(200), WindowSize = null, Hop = 1 + random.NextInt(300), Mels = 6,
                Padding = (AudioPadding)random.NextInt(3),
                Coefficients = random.NextInt(2) == 0 ? null : 5, Deltas = random.NextInt(4), DeltaReach = 1 + random.NextInt(3),
            };
            var features = new AudioFeatures(options);
            var samples = signal.AsSpan(0, options.FftSize / 2 + 1 + random.NextInt(signal.Length - options.FftSize));
            var whole = features.Compute(samples);
            var stream = features.CreateStream();
            var frames = new List<float>();
            var frame = new float[stream.Width];
            for (var at = 0; at < samples.Length;)
            {
                var piece = Math.Min(samples.Length - at, random.NextInt(1 + random.NextInt(700)));
                stream.Write(samples.Slice(at, piece));
                at += piece;
                Read();
            }

            stream.Complete();
            Read();
            Assert.Equal(features.Frames(samples.Length) * features.Width, whole.Length);
            Assert.Equal(whole, frames);
            Assert.Throws<InvalidOperationException>(() => stream.Write([1f]));

            void Read()
            {
                while (stream.TryRead(frame))
                    frames.AddRange(frame);
            }
        }
    }

    [Fact]
    public void A_frame_comes_with_its_last_sample_and_not_before()
    {
        var stream = new AudioFeatures(Mfcc with { Deltas = 0 }).CreateStream();
        var frame = new float[stream.Width];
        stream.Write(new float[255]);
        Assert.False(stream.TryRead(frame));
        stream.Write(new float[1]);
        Assert.True(stream.TryRead(frame));
        Assert.False(stream.TryRead(frame));
    }

    [Fact]
    public void A_stream_can_be_used_again_and_the_recording_before_leaves_nothing()
    {
        var stream = new AudioFeatures(Mfcc with { Padding = AudioPadding.Reflect }).CreateStream();
        var frame = new float[stream.Width];
        var first = Run(AudioFixture.Signal());
        Run([.. Enumerable.Repeat(1f, 700)]);
        Assert.Equal(first, Run(AudioFixture.Signal()));

        List<float> Run(float[] samples)
        {
            var read = new List<float>();
            stream.Reset();
            stream.Write(samples);
            stream.Complete();
            while (stream.TryRead(frame))
                read.AddRange(frame);
            return read;
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_it_has_seen_a_recording()
    {
        var signal = AudioFixture.Signal();
        var features = new AudioFeatures(Mfcc with { FftSize = 300, Padding = AudioPadding.Reflect });
        var frames = new float[features.Frames(signal.Length) * features.Width];
        var stream = features.CreateStream();
        var before = 0L;
        for (var round = 0; round < 4; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            features.Compute(signal, frames);
            stream.Reset();
            for (var at = 0; at + 100 <= signal.Length; at += 100)
            {
                stream.Write(signal.AsSpan(at, 100));
                while (stream.TryRead(frames))
                {
                }
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_recording_of_another_rate_and_of_two_channels_is_converted()
    {
        var features = new AudioFeatures(new() { SampleRate = 8000, FftSize = 256, Hop = 80, Mels = 20 });
        var stereo = new Waveform([.. AudioFixture.Signal().SelectMany(x => (float[])[x, x])], 16000, 2);
        Assert.Equal(features.Compute(stereo.Channel(0).Resample(8000).Samples), features.Compute(stereo));
    }

    [Fact]
    public void Short_recordings_have_no_frames_or_are_refused_where_they_cannot_be_mirrored()
    {
        Assert.Empty(new AudioFeatures(Mfcc).Compute(new float[255]));
        Assert.Empty(new AudioFeatures(Mfcc).Compute([]));
        var zero = new AudioFeatures(Mfcc with { Padding = AudioPadding.Zero });
        Assert.Equal(zero.Width, zero.Compute([0.1f]).Length);
        var mirrored = new AudioFeatures(Mfcc with { Padding = AudioPadding.Reflect });
        AudioFixture.Refuses<ArgumentException>("at least 129 samples, and there are 128", () => mirrored.Compute(new float[128]));
        Assert.Equal(2 * mirrored.Width, mirrored.Compute(new float[129]).Length);
        var stream = mirrored.CreateStream();
        stream.Write(new float[100]);
        AudioFixture.Refuses<InvalidOperationException>("there are 100", stream.Complete);
    }

    [Fact]
    public void Places_that_are_too_few_are_refused_and_a_frame_is_not_lost()
    {
        var features = new AudioFeatures(Mfcc);
        AudioFixture.Refuses<ArgumentException>("38 places for 1 frames of 39 values",
            () => features.Compute(new float[256], new float[38]));
        var stream = new AudioFeatures(Mfcc with { Deltas = 0 }).CreateStream();
        stream.Write(new float[256]);
        Assert.Throws<ArgumentException>(() => stream.TryRead(new float[12]));
        Assert.True(stream.TryRead(new float[13]));
    }

    public static TheoryData<string, AudioFeatureOptions> BadOptions() => new()
    {
        { "SampleRate is 0", new() { SampleRate = 0 } },
        { "FftSize is 1", new() { FftSize = 1 } },
        { "WindowSize is 401", new() { WindowSize = 401 } },
        { "Hop is 0", new() { Hop = 0 } },
        { "Padding is 7", new() { Padding = (AudioPadding)7 } },
        { "Scale is 7", new() { Scale = (MelScale)7 } },
        { "Power is NaN", new() { Power = double.NaN } },
        { "Mels is 0", new() { Mels = 0 } },
        { "Mels is 200; filter 0", new() { Mels = 200 } },
        { "LowestHz is 4000", new() { LowestHz = 4000, HighestHz = 4000 } },
        { "LowestHz is NaN", new() { LowestHz = double.NaN } },
        { "HighestHz is 8001", new() { HighestHz = 8001 } },
        { "LogOffset is 0", new() { LogOffset = 0 } },
        { "Coefficients is 81", new() { Coefficients = 81 } },
        { "Log is False", new() { Log = false, Coefficients = 13 } },
        { "Deltas is 9", new() { Deltas = 9 } },
        { "DeltaReach is 0", new() { DeltaReach = 0 } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_out_of_range_is_named_with_its_value(string said, AudioFeatureOptions options) =>
        AudioFixture.Refuses<ArgumentOutOfRangeException>(said, () => _ = new AudioFeatures(options));
}
