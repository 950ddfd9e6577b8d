using LstmGen.Reference.Running;

namespace LstmGen.Testing;

/// <summary>A batch in the models' own types, batch first.</summary>
public sealed class ModelBatch
{
    private readonly float[][] _stepValues;
    private readonly int[][] _stepTokens;

    /// <summary>Converts the reference's batch.</summary>
    public ModelBatch(ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Batch = data.Batch;
        Time = data.Time;
        Lengths = data.Lengths ?? [];
        Values = data.Values is null ? [] : Numbers.ToSingle(data.Values);
        Tokens = data.Ids ?? [];
        _stepValues = [.. Enumerable.Range(0, Time).Select(t => Step(Values, t))];
        _stepTokens = [.. Enumerable.Range(0, Time).Select(t => Step(Tokens, t))];
    }

    /// <summary>Rows.</summary>
    public int Batch { get; }

    /// <summary>Padded steps.</summary>
    public int Time { get; }

    /// <summary>Valid steps of the rows; empty where all are full.</summary>
    public int[] Lengths { get; }

    /// <summary>Features [B, T, F], or empty.</summary>
    public float[] Values { get; }

    /// <summary>Token ids [B, T], or empty.</summary>
    public int[] Tokens { get; }

    /// <summary>Features of step <paramref name="t"/>, [B, F].</summary>
    public ReadOnlySpan<float> StepValues(int t) => _stepValues[t];

    /// <summary>Tokens of step <paramref name="t"/>, [B].</summary>
    public ReadOnlySpan<int> StepTokens(int t) => _stepTokens[t];

    private T[] Step<T>(T[] all, int t)
    {
        int width = all.Length / (Batch * Time);
        return [.. Enumerable.Range(0, Batch).SelectMany(row => all[(((row * Time) + t) * width)..(((row * Time) + t + 1) * width)])];
    }
}
