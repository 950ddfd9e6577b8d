using System.Globalization;

namespace LstmGen.Samples.Playground;

/// <summary>The next character after a text, and a text that goes on by itself.</summary>
public sealed class WriterPage
{
    /// <summary>Characters of a text that are read at most: the last ones.</summary>
    public const int MaxLength = 400;

    private readonly Writer.Stream _stream;
    private readonly float[] _scores = new float[Letters.Count];
    private readonly List<int> _read = [];

    /// <summary>Loads the trained model.</summary>
    public WriterPage() => _stream = Model.CreateStream();

    /// <summary>The trained model.</summary>
    public Writer Model { get; } = Writer.Pretrained();

    /// <summary>Probabilities of the next character, as JSON: of the model, and after temperature and top-p.</summary>
    /// <param name="text">The text so far; empty is a new line.</param>
    /// <param name="temperature">Divides the scores; 0 = always the likeliest.</param>
    /// <param name="topP">Only the fewest characters whose probabilities add up to it are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public string Next(string text, double temperature, double topP)
    {
        Read(text);
        float[] all = new float[Letters.Count], drawn = new float[Letters.Count];
        new TokenSampler(Letters.Count).Probabilities(_scores, [], all);
        Sampler(temperature, topP).Probabilities(_scores, [], drawn);
        return Json.Object(writer =>
        {
            writer.WriteString("letters", Letters.All);
            writer.WriteString("unknown", Letters.Unknown(text));
            writer.Numbers("model", all);
            writer.Numbers("drawn", drawn);
        });
    }

    /// <summary>Goes on from a text, as JSON: the characters written, and the random state to go on with.</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="temperature">As in <see cref="Next"/>.</param>
    /// <param name="topP">As in <see cref="Next"/>.</param>
    /// <param name="count">Characters to write.</param>
    /// <param name="state">State of the random generator, a number in decimals.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public string Write(string text, double temperature, double topP, int count, string state)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        TokenSampler sampler = Sampler(temperature, topP);
        sampler.RandomState = long.Parse(state, CultureInfo.InvariantCulture);
        Read(text);
        int[] written = new int[count];
        for (int i = 0; i < count; i++)
        {
            written[i] = sampler.Sample(_scores);
            Step(written[i]);
        }

        return Json.Object(writer =>
        {
            writer.WriteString("text", Letters.Text(written));
            writer.WriteString("state", sampler.RandomState.ToString(CultureInfo.InvariantCulture));
        });
    }

    private static TokenSampler Sampler(double temperature, double topP) =>
        new(Letters.Count, new SamplingOptions { Temperature = temperature, TopP = topP });

    /// <summary>Brings the stream behind a text: only what is new is read where the text goes on from the one before.</summary>
    private void Read(string text)
    {
        // A text begins behind the end of another one, as sentences in training did.
        int[] ids = [0, .. Letters.Ids(text.Length > MaxLength ? text[^MaxLength..] : text)];
        int same = 0;
        while (same < Math.Min(ids.Length, _read.Count) && ids[same] == _read[same])
            same++;
        if (same < _read.Count || same == 0)
        {
            _stream.Reset();
            _read.Clear();
            same = 0;
        }

        foreach (int id in ids.AsSpan(same))
            Step(id);
    }

    private void Step(int id)
    {
        _stream.StepRaw([id], _scores);
        _read.Add(id);
    }
}
