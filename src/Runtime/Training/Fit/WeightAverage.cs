using LstmGen.Training;

namespace LstmGen;

/// <summary>Asks <see cref="FitOptions"/> for a running average of the weights. See <see cref="ExponentialMovingAverage"/>.</summary>
/// <param name="Decay">In [0, 1); 0.999 averages over about the last 1,000 updates.</param>
/// <param name="WarmUp">Averages over fewer updates at the start.</param>
public sealed record WeightAverage(double Decay = 0.999, bool WarmUp = false);
