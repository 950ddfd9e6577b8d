using System.Diagnostics;
using System.Globalization;
using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Digits spoken by espeak-ng, where that is installed: voices at several speeds and pitches.</summary>
internal static class SpeechProgram
{
    private const int Validation = 1, Test = 2;
    private const float Silence = 0.01f;

    private static readonly string[] Voices = ["en-us", "en-us+f2", "en-gb+m3", "en-gb-scotland+f4", "en-us+m7", "en-gb+f5"];
    private static readonly string[] Digit = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>Voices that there are.</summary>
    public static int MostVoices => Voices.Length;

    /// <summary>Where the program is; null where it is not installed.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "espeak-ng.exe" : "espeak-ng"))
        .FirstOrDefault(File.Exists);

    /// <summary>Lets it speak.</summary>
    /// <param name="program">Where it is.</param>
    /// <param name="seed">Decides speeds and pitches.</param>
    /// <param name="voices">How many voices.</param>
    /// <param name="each">Recordings of each digit by each voice; one chooses the best epoch, two are held out.</param>
    public static SpeechData Digits(string program, long seed, int voices, int each)
    {
        Console.WriteLine($"{program} speaks the digits in {voices} voices.");
        List<SpokenWord> train = [], validation = [], test = [];
        for (int voice = 0; voice < voices; voice++)
        {
            var random = SeededRandom.ForStream(seed, voice);
            for (int i = 0; i < 10 * each; i++)
            {
                List<SpokenWord> part = i / 10 < Test ? test : i / 10 < Test + Validation ? validation : train;
                (int speed, int pitch) = (130 + random.NextInt(80), 30 + random.NextInt(40));
                float[] samples = Say(program, Voices[voice], Digit[i % 10], speed, pitch);
                part.Add(new SpokenWord(samples, i % 10, Voices[voice]));
            }
        }

        return new SpeechData("digits of espeak-ng", SpeechData.Digits, new(train, validation, test));
    }

    private static float[] Say(string program, string voice, string word, int speed, int pitch)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["--stdout", "-v", voice, "-s", Number(speed), "-p", Number(pitch), word])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new IOException($"{program} cannot be started.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        float[] samples = Sound.Samples(WavFile.Read(process.StandardOutput.BaseStream, $"what {program} -v {voice} says"));
        int first = Array.FindIndex(samples, Loud), last = Array.FindLastIndex(samples, Loud);
        return first < 0 ? throw new IOException($"{program} -v {voice} said nothing for '{word}'.") : samples[first..(last + 1)];
    }

    private static bool Loud(float sample) => Math.Abs(sample) > Silence;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
