using LstmGen.Training;

namespace LstmGen;

/// <summary>Asks <see cref="FitOptions"/> for a running average of the weights. See <see cref="ExponentialMovingAverage"/>.</summary>
public sealed class WeightAverage
{
    /// <summary>Sets the average.</summary>
    /// <param name="decay">In [0, 1); 0.999 averages over about the last 1,000 updates.</param>
    /// <param name="warmUp">Averages over fewer updates at the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public WeightAverage(double decay = 0.999, bool warmUp = false)
    {
        Decay = ArgumentCheck.Fraction(decay, "0.99 to 0.9999 is usual.");
        WarmUp = warmUp;
    }

    /// <summary>Share of the average that an update keeps.</summary>
    public double Decay { get; }

    /// <summary>Whether it averages over fewer updates at the start.</summary>
    public bool WarmUp { get; }
}
