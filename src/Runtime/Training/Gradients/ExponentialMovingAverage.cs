using System.Numerics;

namespace LstmGen.Training;

/// <summary>A running average of the weights, often better on unseen data than the last weights.</summary>
/// <remarks>
/// The first update copies the weights; each later one is a = a + (1 - decay) (p - a). Same as
/// <c>torch.optim.swa_utils.AveragedModel</c> with <c>get_ema_multi_avg_fn(decay)</c>. With warm-up, the decay of update n
/// (0 for the first) is min(decay, (1 + n) / (10 + n)), as TensorFlow's ExponentialMovingAverage with num_updates. Source:
/// Polyak and Juditsky 1992, "Acceleration of Stochastic Approximation by Averaging". Updates are element by element.
/// </remarks>
public sealed class ExponentialMovingAverage
{
    private readonly float[] _average;
    private float _share;

    /// <summary>Creates an average of a block of weights; it is empty until the first update.</summary>
    /// <param name="parameterCount">Length n of the block.</param>
    /// <param name="decay">In [0, 1); 0.999 averages over about the last 1,000 updates.</param>
    /// <param name="warmUp">Averages over fewer updates at the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ExponentialMovingAverage(int parameterCount, double decay = 0.999, bool warmUp = false)
    {
        ArgumentCheck.AtLeast(parameterCount, 1, "Pass the length of the model's parameter block.");
        Decay = ArgumentCheck.Fraction(decay, "0.99 to 0.9999 is usual.");
        WarmUp = warmUp;
        _average = new float[parameterCount];
    }

    /// <summary>The decay asked for.</summary>
    public double Decay { get; }

    /// <summary>Whether the decay grows at the start.</summary>
    public bool WarmUp { get; }

    /// <summary>Updates so far.</summary>
    public long Updates { get; private set; }

    /// <summary>Whether the model holds the average now and this object the weights; see <see cref="Swap(Span{float})"/>.</summary>
    public bool IsSwapped { get; private set; }

    /// <summary>The average, [n]; the weights while <see cref="IsSwapped"/>. All 0 before the first update.</summary>
    public ReadOnlySpan<float> Values => _average;

    /// <summary>Takes the weights into the average.</summary>
    /// <param name="parameters">[n].</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <exception cref="InvalidOperationException">The average is swapped into the model.</exception>
    public void Update(ReadOnlySpan<float> parameters)
    {
        RequireLength(parameters.Length, nameof(parameters));
        BeginUpdate();
        Update(parameters, 0, parameters.Length);
    }

    /// <summary>Counts an update; then <see cref="Update(ReadOnlySpan{float}, int, int)"/> on ranges that cover the block.</summary>
    /// <exception cref="InvalidOperationException">The average is swapped into the model.</exception>
    public void BeginUpdate()
    {
        if (IsSwapped)
            throw new InvalidOperationException("The model holds the average now. Call Swap again before the next update.");
        _share = Share(Decay, WarmUp, Updates++);
    }

    /// <summary>Weight of the new values in update number <paramref name="update"/>, from 0 on.</summary>
    internal static float Share(double decay, bool warmUp, long update) =>
        update == 0 ? 1 : (float)(1 - (warmUp ? Math.Min(decay, (1.0 + update) / (10.0 + update)) : decay));

    /// <summary>Updates [begin, end) of the average. Safe on many threads for disjoint ranges.</summary>
    /// <param name="parameters">The whole block, [n].</param>
    /// <param name="begin">First flat index.</param>
    /// <param name="end">Flat index after the last.</param>
    public void Update(ReadOnlySpan<float> parameters, int begin, int end)
    {
        RequireLength(parameters.Length, nameof(parameters));
        var to = _average.AsSpan(begin..end);
        var from = parameters[begin..end];
        if (_share == 1)
        {
            from.CopyTo(to);
            return;
        }

        int i = 0;
        for (; i + Vector<float>.Count <= to.Length; i += Vector<float>.Count)
        {
            var a = new Vector<float>(to[i..]);
            (a + _share * (new Vector<float>(from[i..]) - a)).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
            to[i] += _share * (from[i] - to[i]);
    }

    /// <summary>Exchanges the weights and the average in place: once to evaluate or save, once more to go on training.</summary>
    /// <param name="parameters">[n], the model's block.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <exception cref="InvalidOperationException">There is no average yet.</exception>
    public void Swap(Span<float> parameters)
    {
        RequireLength(parameters.Length, nameof(parameters));
        if (Updates == 0)
            throw new InvalidOperationException("There is no average yet. Call Update at least once before Swap.");
        for (int i = 0; i < parameters.Length; i++)
            (parameters[i], _average[i]) = (_average[i], parameters[i]);
        IsSwapped = !IsSwapped;
    }

    /// <summary>The same with a model's parameters: whoever predicts meanwhile uses all weights or all averages.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <exception cref="ArgumentException">Their number is not n.</exception>
    /// <exception cref="InvalidOperationException">There is no average yet.</exception>
    public void Swap(ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using ParameterWriting writing = parameters.BeginUpdate();
        Swap(writing.Values);
    }

    /// <summary>Takes an average back from a checkpoint.</summary>
    /// <param name="values">[n], as <see cref="Values"/> gave them while not swapped.</param>
    /// <param name="updates">As <see cref="Updates"/> gave it.</param>
    /// <exception cref="ArgumentException">The length is not n, or the count is negative.</exception>
    public void Restore(ReadOnlySpan<float> values, long updates)
    {
        RequireLength(values.Length, nameof(values));
        Updates = ArgumentCheck.AtLeast(updates, 0, "Pass the count that Updates gave.");
        values.CopyTo(_average);
        IsSwapped = false;
    }

    private void RequireLength(int length, string argument)
    {
        if (length != _average.Length)
        {
            throw new ArgumentException(
                $"The block has {length} parameters and the average {_average.Length}. Use one average per model.", argument);
        }
    }
}
