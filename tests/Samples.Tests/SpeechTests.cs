using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LstmGen.Data;

namespace LstmGen.Samples.Tests;

/// <summary>The speech sample on recordings: files of one's own, transcription, listening.</summary>
public sealed class SpeechTests : IDisposable
{
    private const int Rate = 8000;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-speech-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trained_model_transcribes_a_file_and_the_listener_tells_digits_with_the_time_that_they_took()
    {
        string folder = Trained(), said = Said(Path.Combine(folder, "whole-right-path.svg"));
        Waveform phrase = WavFile.Read(Path.Combine(folder, "whole-right.wav"));

        // The same phrase as a file of another rate, in stereo and with 24 bits.
        Waveform twice = phrase.Resample(2 * Rate);
        string file = Path.Combine(_folder, "mine.wav"), language = Path.Combine(_folder, "known.txt");
        WavFile.Write(file, new Waveform([.. twice.Samples.SelectMany(x => (float[])[x, x])], 2 * Rate, 2), WavEncoding.Pcm24);
        File.WriteAllText(language, $"{said}\n\n1 2 3\n");
        using var read = new SampleRunner("Speech", "--trained", folder, "--file", file, "--language", language);
        Assert.True(read.ExitCode == 0, read.Error);
        Assert.Contains($"file: {said}  ", read.Text, StringComparison.Ordinal);
        Assert.Contains("<image ", File.ReadAllText(read.Left("file-spectrogram.svg")), StringComparison.Ordinal);

        // A phrase that the listener knows, as raw PCM.
        string heard = Said(Path.Combine(folder, "live-right-path.svg"));
        using var listened = new SampleRunner("Speech", "--trained", folder, "--live", Raw("live.raw", WavFile.Read(Path.Combine(
            folder, "live-right.wav"))));
        Assert.True(listened.ExitCode == 0, listened.Error);
        string[] lines = [.. listened.Text.Split('\n').Where(line => line.Contains(
            " s of sound", StringComparison.Ordinal) && line[0] is >= '0' and <= '9')];
        Assert.Equal(heard, string.Join(' ', lines.Select(line => line.Split(' ')[0])));
        Assert.Contains("live time per frame: ", listened.Text, StringComparison.Ordinal);
        Assert.Contains(" ms  (of 20 ms; longest ", listened.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Recordings_of_ones_own_words_by_several_speakers()
    {
        string list = Recordings(words: 10);
        using var runner = new SampleRunner("Speech", "--data", list, "--speaker-column", "who", "--model", "whole", "--epochs", "2",
            "--fast");
        Assert.True(runner.ExitCode == 0, runner.Error);
        Assert.Contains("word3", runner.Text, StringComparison.Ordinal);

        Fails("the speakers are ann, bob", "--data", list, "--speaker-column", "who", "--leave-out", "eve");
        Fails("--file-column text: ", "--data", list, "--file-column", "text");
    }

    [Fact]
    public void Other_numbers_of_words_are_refused_with_the_property_to_build_with() => Fails("Classes=4", "--data", Recordings(words: 4));

    [Fact]
    public void A_recording_that_is_missing_or_damaged_is_named()
    {
        string list = Recordings(words: 10), one = Path.Combine(_folder, "word2-1.wav");
        byte[] whole = File.ReadAllBytes(one);
        File.WriteAllBytes(one, whole[..^7]);
        Fails("word2-1.wav: byte 4: the file says that", "--data", list);
        File.Delete(one);
        Fails("word2-1.wav: the file does not exist", "--data", list);
    }

    [Theory]
    [InlineData(false, "", "the input is empty")]
    [InlineData(true, "abc", "ends after 3 bytes, in the middle of a sample")]
    public void Raw_sound_that_is_none_is_refused(bool trained, string bytes, string said)
    {
        string raw = Path.Combine(_folder, "bad.raw");
        File.WriteAllText(raw, bytes);
        string[] model = trained ? ["--trained", Trained()] : ["--epochs", "1"];
        Fails(said, [.. model, "--live", raw]);
    }

    [Fact]
    public void A_file_that_is_no_recording_or_too_short_is_refused_before_anything_is_trained()
    {
        string text = Path.Combine(_folder, "text.wav");
        File.WriteAllText(text, "no sound");
        using var runner = new SampleRunner("Speech", "--fast", "--file", text);
        Assert.Equal(2, runner.ExitCode);
        Assert.Contains("text.wav: this is not a WAV file", runner.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", runner.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_are_spoken_by_a_program_or_it_is_named_with_how_to_install_it()
    {
        using var runner = new SampleRunner("Speech", "--fast", "--digits", "program", "--model", "whole", "--epochs", "1");
        if (runner.ExitCode == 0)
        {
            Assert.Contains("digits of espeak-ng: 120 recordings", runner.Text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("espeak-ng is not installed", runner.Error, StringComparison.Ordinal);
            Assert.Contains("apt-get install espeak-ng", runner.Error, StringComparison.Ordinal);
        }
    }

    // A folder of what the shared fast run left.
    private string Trained()
    {
        string folder = Path.Combine(_folder, "trained");
        FastRun.Of("Speech", 1).WriteTo(folder);
        return folder;
    }

    // The picture's second line: best path: 3 at 0.42 s  7 at ...
    private static string Said(string picture)
    {
        string path = File.ReadLines(picture).Select(line => line.Split("best path: ")).First(parts => parts.Length > 1)[1].Split('<')[0];
        return string.Join(' ', path.Split("  ").Select(told => told.Split(' ')[0]));
    }

    private string Raw(string name, Waveform waveform)
    {
        var bytes = new byte[2 * waveform.Samples.Length];
        for (int i = 0; i < waveform.Samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)Math.Clamp(waveform.Samples[i] * 32768, -32768, 32767));
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    // Each word is a tone of its own.
    private string Recordings(int words)
    {
        var list = new StringBuilder("file,label,who\n");
        for (int word = 0; word < words; word++)
        {
            for (int i = 0; i < 8; i++)
            {
                float[] samples = [.. Enumerable.Range(0, 2000 + 100 * i).Select(t => 0.3f * MathF.Sin(t * 0.2f * (word + 2) / 2))];
                WavFile.Write(Path.Combine(_folder, $"word{word}-{i}.wav"), new Waveform(samples, Rate));
                list.Append(CultureInfo.InvariantCulture, $"word{word}-{i}.wav,word{word},{(i % 2 == 0 ? "ann" : "bob")}\n");
            }
        }

        string path = Path.Combine(_folder, "list.csv");
        File.WriteAllText(path, list.ToString());
        return path;
    }

    private static void Fails(string named, params string[] arguments)
    {
        using var runner = new SampleRunner("Speech", [.. arguments, "--fast"]);
        Assert.Equal(2, runner.ExitCode);
        Assert.Contains(named, runner.Error, StringComparison.Ordinal);
        Assert.Single(runner.Error.TrimEnd().Split('\n'));
    }
}
