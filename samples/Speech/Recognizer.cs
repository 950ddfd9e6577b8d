using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>A trained model with the scaler of its input and the words of its symbols.</summary>
internal sealed record Recognizer(IRecurrentModel Model, Scaler Scaler, IReadOnlyList<string> Words)
{
    private const string WordsKey = "words";

    /// <summary>Symbols, the blank included.</summary>
    public int Symbols => Words.Count + 1;

    /// <summary>What is saved beside the weights.</summary>
    public Dictionary<string, string> Metadata => new(Scaler.ToMetadata()) { [WordsKey] = string.Join('\n', Words) };

    /// <summary>A model of an earlier run.</summary>
    /// <exception cref="ArgumentException">The file is not there, or is of something else.</exception>
    public static Recognizer Load(string folder, string name, IRecurrentModel model)
    {
        string path = Path.Combine(folder, name + ".safetensors");
        if (!File.Exists(path))
            throw new ArgumentException(
                $"--trained is '{folder}', and there is no {name}.safetensors in it. Give the --out folder of a run of this sample, or "
                + $"leave --trained out to train anew.");
        ModelFile.Load(model.Parameters, path);
        IReadOnlyDictionary<string, string> metadata = Interchange.SafetensorsFile.Open(path).Metadata;
        return metadata.TryGetValue(WordsKey, out string? words)
            ? new Recognizer(model, Scaler.FromMetadata(metadata), words.Split('\n'))
            : throw new ArgumentException(
                $"--trained: {path} does not say which words its symbols are. Give the --out folder of a run of this sample.");
    }

    /// <summary>Probabilities of the symbols at each step, <c>[T, symbols]</c>, of each phrase.</summary>
    public float[][] Read(SequenceSet scaled) => Model.Predict(scaled);

    /// <summary>Probabilities of the symbols at each step of one recording, and what it looks like.</summary>
    public (float[] Spectrogram, float[] Probabilities) Read(float[] samples)
    {
        float[] spectrogram = new AudioFeatures(Sound.Options).Compute(samples);
        if (spectrogram.Length == 0)
            return ([], []);
        return (spectrogram, Read(Scaler.Transform(SequenceSet.FromFeatures([spectrogram], Sound.Mels)))[0]);
    }

    /// <summary>Words as text.</summary>
    public string Text(IEnumerable<int> labels) => string.Join(' ', labels.Select(label => Words[label - 1]));
}
