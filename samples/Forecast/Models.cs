using LstmGen.Cells;

namespace LstmGen.Samples.Forecast;

/// <summary>Ten values of a series in, the next one out.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(1)]
[Lstm(100)]
[Regression(1)]
public partial class SineForecaster;

/// <summary>A window of a series in (level and change at each step), the change to the next value out.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(2)]
[Lstm(32)]
[Regression(1)]
public partial class SeriesForecaster;

/// <summary>The same with a normal distribution of the change out: its mean, and the logarithm of its variance.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(2)]
[Lstm(32)]
[Regression(1, Equation = typeof(GaussianNll), Dropout = 0.2f)]
public partial class SeriesDistribution;
