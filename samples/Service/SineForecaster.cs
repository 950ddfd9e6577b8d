namespace LstmGen.Samples.Service;

/// <summary>The next value of a series, after any number of values.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(32)]
[Regression(1)]
public partial class SineForecaster;
