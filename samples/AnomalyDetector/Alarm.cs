namespace LstmGen.Samples.AnomalyDetector;

/// <summary>An alarm.</summary>
/// <param name="Row">Where, from 0.</param>
/// <param name="Score">Standard deviations by which recent errors exceed the usual.</param>
internal readonly record struct Alarm(int Row, double Score);
