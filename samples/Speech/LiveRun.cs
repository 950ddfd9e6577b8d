using System.Buffers.Binary;
using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Reads 16 bit PCM as it comes and prints words while they are spoken.</summary>
internal static class LiveRun
{
    /// <summary>Reads to the end of the stream.</summary>
    /// <param name="pcm">Samples of one channel, 16 bits, least byte first.</param>
    /// <param name="rate">Samples per second.</param>
    /// <param name="recognizer">A model that does not look ahead.</param>
    /// <param name="report">Takes the figures.</param>
    public static void Execute(Stream pcm, int rate, Recognizer recognizer, SampleReport report)
    {
        var listener = new Listener(recognizer);
        var resampler = new Resampler(rate, Sound.Rate);
        // As much as one frame brings, so that nothing waits for more than that.
        byte[] bytes = new byte[Math.Max(2, 2 * (int)((long)Sound.Hop * rate / Sound.Rate))];
        float[] samples = new float[bytes.Length / 2 + 1], heard = new float[Sound.Hop + 16];
        int kept = 0, words = 0;
        long total = 0;
        Console.WriteLine($"listening: 16 bit PCM, {rate} Hz, one channel; end of input ends it");
        for (int read; (read = pcm.Read(bytes, kept, bytes.Length - kept)) > 0;)
        {
            int count = (kept + read) / 2;
            for (int i = 0; i < count; i++)
                samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(2 * i)) / 32768f;
            if (((kept += read) & 1) == 1)
                bytes[0] = bytes[2 * count];
            kept &= 1;
            total += count;
            resampler.Write(samples.AsSpan(0, count));
            Hear();
        }

        if (total == 0)
            throw new ArgumentException(
                "--live: the input is empty; pipe 16 bit PCM into it, such as arecord -q -f S16_LE -r 8000 -t raw.");
        if (kept > 0)
            throw new ArgumentException(
                $"--live: the input ends after {2 * total + kept} bytes, in the middle of a sample; check that it is 16 bit PCM.");
        resampler.Complete();
        Hear();
        Console.WriteLine();
        report.Figure("live words", $"{words}", $"in {(double)total / rate:f2} s of sound");
        report.Figure("live time per frame",
            $"{Milliseconds(listener.Computed / Math.Max(1, listener.Frames))} ms",
                $"of {1000 * Sound.Step:f0} ms; longest {Milliseconds(listener.Longest)} ms");

        void Hear()
        {
            while (resampler.Read(heard) is var count and > 0)
                listener.Hear(heard.AsSpan(0, count), Tell);
        }

        void Tell(string word, double at)
        {
            words++;
            Console.WriteLine($"{word}  after {at:f2} s of sound");
        }
    }

    private static string Milliseconds(TimeSpan time) => Digits.Show(time.TotalMilliseconds);
}
