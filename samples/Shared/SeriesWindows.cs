using System.Globalization;
using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>
/// Windows of a series as a model reads them: at each step the level and the change since the step before, both scaled
/// by what the training rows show; the target is the scaled change to the next value.
/// </summary>
internal sealed class SeriesWindows
{
    private readonly float[] _values;
    private readonly int _window;
    private readonly float _mean, _deviation, _change;

    public SeriesWindows(ReadOnlySpan<float> values, int trainRows, int window)
    {
        _values = values.ToArray();
        _window = window;
        ReadOnlySpan<float> train = values[..trainRows];
        StandardScaler level = StandardScaler.Fit(train, 1);
        _mean = level.Mean[0];
        _deviation = level.StandardDeviation[0];
        float[] changes = new float[trainRows - 1];
        for (int i = 0; i < changes.Length; i++)
            changes[i] = train[i + 1] - train[i];
        _change = StandardScaler.Fit(changes, 1).StandardDeviation[0];

        Train = Over((window + 1)..trainRows);
    }

    /// <summary>Windows whose targets lie in the training rows.</summary>
    public SequenceSet Train { get; }

    /// <summary>Standard deviation of the changes, by which they are divided.</summary>
    public double Change => _change;

    /// <summary>Windows whose targets lie in <paramref name="rows"/>, which begin a window and a row after the first.</summary>
    public SequenceSet Over(Range rows)
    {
        (int first, int count) = rows.GetOffsetAndLength(_values.Length);
        float[][] inputs = new float[count][];
        float[] targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            inputs[i] = Input(first + i).ToArray();
            targets[i] = (_values[first + i] - _values[first + i - 1]) / _change;
        }

        return SequenceSet.FromFeatures(inputs, 2).WithValues(targets, 1);
    }

    /// <summary>The scales, to be kept beside the weights.</summary>
    public Dictionary<string, string> Metadata => new()
    {
        ["mean"] = _mean.ToString("R", CultureInfo.InvariantCulture),
        ["deviation"] = _deviation.ToString("R", CultureInfo.InvariantCulture),
        ["change"] = _change.ToString("R", CultureInfo.InvariantCulture),
        ["window"] = _window.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The window before row <paramref name="row"/>, [window, 2].</summary>
    public ReadOnlySpan<float> Input(int row)
    {
        float[] input = new float[_window * 2];
        for (int t = 0; t < _window; t++)
        {
            int at = row - _window + t;
            input[2 * t] = (_values[at] - _mean) / _deviation;
            input[2 * t + 1] = (_values[at] - _values[at - 1]) / _change;
        }

        return input;
    }

    /// <summary>The value of row <paramref name="row"/> that a predicted change stands for.</summary>
    public double Restore(int row, float change) => _values[row - 1] + change * _change;
}
