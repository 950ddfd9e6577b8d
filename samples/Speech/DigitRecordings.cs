using System.Globalization;
using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>
/// The free spoken digit data set: files {digit}_{speaker}_{number}.wav. Numbers 0 to 4 are its test part; of the others the last five
/// choose
/// the best epoch.
/// </summary>
internal static class DigitRecordings
{
    public const string Folder = "speech-fsdd/recordings", First = "0_george_0.wav";

    private const int TestBelow = 5, ValidationFrom = 45;

    public static SpeechData Read(string folder)
    {
        List<SpokenWord> train = [], validation = [], test = [];
        foreach (string path in Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal))
        {
            string[] name = Path.GetFileNameWithoutExtension(path).Split('_');
            if (name is not [[>= '0' and <= '9'], _, _]
                || !int.TryParse(name[2], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                throw new DataFormatException(
                    path, 0, null, "the name is not DIGIT_SPEAKER_NUMBER.wav. Rename the file, or take it out of the folder.");
            List<SpokenWord> part = number < TestBelow ? test : number < ValidationFrom ? train : validation;
            part.Add(new SpokenWord(Sound.Samples(WavFile.Read(path)), name[0][0] - '0', name[1]));
        }

        return new SpeechData("spoken digits", SpeechData.Digits, new(train, validation, test));
    }
}
