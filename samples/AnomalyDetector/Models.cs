namespace LstmGen.Samples.AnomalyDetector;

/// <summary>A reading and the time of day (a point on a circle) at each step; the next reading out, at each step.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(3)]
[Lstm(32)]
[Regression(1, Pooling = Pooling.EveryStep)]
public partial class NextReading;
