using System.Diagnostics;
using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Hears samples as they come and tells words as soon as they are known.</summary>
internal sealed class Listener
{
    private readonly Recognizer _recognizer;
    private readonly LiveReader.Stream _stream;
    private readonly AudioFeatureStream _features = new AudioFeatures(Sound.Options).CreateStream();
    private readonly CtcGreedyStream _labels = new();
    private readonly float[] _frame = new float[Sound.Mels], _outputs;

    public Listener(Recognizer recognizer)
    {
        _recognizer = recognizer;
        _stream = ((LiveReader)recognizer.Model).CreateStream();
        _outputs = new float[recognizer.Symbols];
    }

    /// <summary>Frames that were heard.</summary>
    public int Frames { get; private set; }

    /// <summary>Time that they took to compute.</summary>
    public TimeSpan Computed { get; private set; }

    /// <summary>The longest time that a frame took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>
    /// Takes samples at <see cref="Sound.Rate"/>; calls <paramref name="told"/> with each word and the seconds of sound that had come by
    /// then.
    /// </summary>
    public void Hear(ReadOnlySpan<float> samples, Action<string, double> told)
    {
        _features.Write(samples);
        for (long begin = Stopwatch.GetTimestamp(); _features.TryRead(_frame); begin = Stopwatch.GetTimestamp())
        {
            _recognizer.Scaler.TransformInPlace(_frame);
            _stream.Step(_frame, _outputs);
            bool isNew = _labels.Step(_outputs, out int label);
            TimeSpan taken = Stopwatch.GetElapsedTime(begin);
            Computed += taken;
            Longest = taken > Longest && Frames > 0 ? taken : Longest; // the first one is compiled
            if (isNew)
                told(_recognizer.Words[label - 1], (double)(Frames * Sound.Hop + Sound.Options.FftSize) / Sound.Rate);
            Frames++;
        }
    }
}
