using LstmGen.Bench.Peers.Grid;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Items;

/// <summary>A random batch of a case, batch-first as a user holds it: normal features, even tokens, classes and bits.</summary>
internal sealed class BatchData
{
    private readonly BenchCase _case;
    private readonly float[] _features, _values;
    private readonly int[] _tokens, _classes;

    public BatchData(BenchCase c)
    {
        _case = c;
        Random random = new(7);
        int steps = c.Batch * c.Steps;
        _features = c.Vocabulary > 0 ? [] : Normal(random, steps * c.Input);
        _tokens = c.Vocabulary > 0 ? Below(random, steps, c.Vocabulary) : [];
        int rows = c.Head == "last" ? c.Batch : steps;
        int width = c.Head == "none" ? c.Hidden[^1] * c.Directions : c.Outputs;
        _classes = c.Loss == "ce" ? Below(random, rows, c.Outputs) : [];
        _values = c.Loss switch
        {
            "ce" => [],
            "bce" => [.. Below(random, rows * width, 2).Select(bit => (float)bit)],
            _ => Normal(random, rows * width),
        };
    }

    /// <summary>Steps of each row; empty where all have those of the case.</summary>
    public int[] Lengths { get; init; } = [];

    public ReadOnlySpan<float> Features => _features;

    public ReadOnlySpan<int> Tokens => _tokens;

    /// <summary>Targets of a loss over classes.</summary>
    public ReadOnlySpan<int> Classes => _classes;

    /// <summary>Targets of a loss over values or bits.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The inputs together.</summary>
    public PredictionBatch Batch =>
        new() { Features = _features, Tokens = _tokens, Lengths = Lengths, Rows = _case.Batch, Steps = _case.Steps };

    /// <summary>Hands the inputs to the model.</summary>
    public void SetInputs(ModelWorkspace workspace)
    {
        workspace.Begin(_case.Batch, _case.Steps, Lengths);
        if (_case.Vocabulary > 0)
            workspace.SetTokens(_tokens);
        else
            workspace.SetFeatures(_features);
    }

    public void SetTargets(ModelWorkspace workspace)
    {
        if (_case.Loss == "ce")
            workspace.Heads[0].SetTargets(_classes);
        else
            workspace.Heads[0].SetTargets(_values);
    }

    /// <summary>Inputs and targets as a data set.</summary>
    public SequenceSet Set()
    {
        int[] lengths = Lengths.Length > 0 ? Lengths : [.. Enumerable.Repeat(_case.Steps, _case.Batch)];
        bool every = _case.Head != "last";
        SequenceSet inputs = _case.Vocabulary > 0
            ? SequenceSet.FromTokens(Valid(_tokens, 1, lengths), lengths)
            : SequenceSet.FromFeatures(Valid(_features, _case.Input, lengths), _case.Input, lengths);
        if (_classes.Length > 0)
            return every ? inputs.WithStepClasses(Valid(_classes, 1, lengths)) : inputs.WithClasses(_classes);
        int width = _values.Length / (every ? _case.Batch * _case.Steps : _case.Batch);
        return every ? inputs.WithStepValues(Valid(_values, width, lengths), width) : inputs.WithValues(_values, width);
    }

    // Without what stands past each row's end.
    private T[] Valid<T>(T[] values, int width, int[] lengths)
    {
        int row = _case.Steps * width, at = 0;
        T[] valid = new T[lengths.Sum() * width];
        for (int i = 0; i < lengths.Length; at += lengths[i++] * width)
            Array.Copy(values, i * row, valid, at, lengths[i] * width);
        return valid;
    }

    public static float[] Normal(Random random, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }

    private static int[] Below(Random random, int count, int bound)
    {
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = random.Next(bound);
        return values;
    }
}
