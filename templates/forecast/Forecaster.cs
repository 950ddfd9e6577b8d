using LstmGen;

/// <summary>The next value of a series, after a window of values.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(32)]
[Regression(1)]
public partial class Forecaster;
