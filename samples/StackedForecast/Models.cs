namespace LstmGen.Samples.StackedForecast;

/// <summary>The stacked network of Keras tutorials: 50 values of a series in, the next one out.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Features(1)]
[Lstm(64)]
[Dropout(0.2f)]
[Lstm(32)]
[Dropout(0.2f)]
[Regression(1)]
public partial class NextValue;

/// <summary>
/// The same stack on hourly data (the level relative to the latest, the hour as a point on a circle): the next 24 hours out, as
/// changes from the latest level.
/// </summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Features(3)]
[Lstm(64)]
[Dropout(0.2f)]
[Lstm(32)]
[Dropout(0.2f)]
[Regression(24)]
public partial class NextDay;
