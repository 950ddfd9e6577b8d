using Xunit;

namespace LstmGen.Data.Tests.Audio;

/// <summary>Rates are converted as torchaudio's definition says; the same while samples arrive.</summary>
public class ResamplerTests
{
    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(16000, 8000)]
    [InlineData(44100, 8000)]
    [InlineData(8000, 11025)]
    public void The_samples_are_those_of_an_independent_computation(int from, int to) =>
        AudioFixture.Equal(AudioFixture.Table(
            $"resampled-{from}-{to}.csv"), Resampler.Resample(AudioFixture.Signal().AsSpan(0, 600), from, to), 1e-6);

    [Fact]
    public void Samples_in_pieces_of_any_size_give_the_bits_of_the_whole()
    {
        var random = new SeededRandom(3);
        var samples = new float[9000];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)random.NextGaussian();
        foreach (var (from, to) in new[] { (8000, 16000), (44100, 8000), (8000, 44100), (48000, 44100), (3, 1), (8000, 8000) })
        {
            var resampler = new Resampler(from, to);
            var pieces = new List<float>();
            var room = new float[200];
            for (var at = 0; at < samples.Length;)
            {
                var piece = Math.Min(samples.Length - at, random.NextInt(3000));
                resampler.Write(samples.AsSpan(at, piece));
                at += piece;
                Read();
            }

            resampler.Complete();
            Read();
            Assert.Equal(Resampler.Resample(samples, from, to), pieces);
            Assert.Equal((samples.Length * (long)to + from - 1) / from, pieces.Count);
            Assert.Throws<InvalidOperationException>(() => resampler.Write([1f]));

            void Read()
            {
                while (resampler.Read(room) is var count and > 0)
                    pieces.AddRange(room.AsSpan(0, count));
            }
        }
    }

    [Fact]
    public void A_tone_keeps_its_pitch_and_what_the_lower_rate_cannot_hold_is_gone()
    {
        float[] low = [.. Enumerable.Range(0, 44100).Select(i => (float)Math.Sin(2 * Math.PI * 1000 * i / 44100))];
        float[] high = [.. Enumerable.Range(0, 44100).Select(i => (float)Math.Sin(2 * Math.PI * 6000 * i / 44100))];
        var kept = Resampler.Resample(low, 44100, 8000);
        for (var i = 500; i < 7500; i++)
            Assert.Equal(Math.Sin(2 * Math.PI * 1000 * i / 8000), kept[i], 2e-3);
        Assert.All(Resampler.Resample(high, 44100, 8000)[500..7500], x => Assert.InRange(x, -2e-3f, 2e-3f));
    }

    [Fact]
    public void The_same_rate_changes_nothing_and_no_samples_give_none()
    {
        float[] samples = [0.1f, -0.7f, 0.3f];
        Assert.Equal(samples, Resampler.Resample(samples, 44100, 44100));
        Assert.Empty(Resampler.Resample([], 8000, 44100));
    }

    [Fact]
    public void Rates_that_are_none_or_have_too_large_a_ratio_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Resampler(0, 8000));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Resampler(8000, -1));
        AudioFixture.Refuses<ArgumentException>("8000 to 9999991 Hz takes 9999991 filters", () => _ = new Resampler(8000, 9_999_991));
    }
}
