namespace LstmGen.Samples.StackedForecast;

/// <summary>The stacked network of Keras tutorials: 50 values of a series in, the next one out.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Features(1)]
[Lstm(64)]
[Dropout(0.2)]
[Lstm(32)]
[Dropout(0.2)]
[Regression(1)]
public partial class NextValue;

/// <summary>
/// The same stack on data with a period (the level relative to the latest, the place in the period as a point on a circle, and
/// other columns of data of one's own): the next rows out, as changes from the latest level.
/// </summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Features(Declared.Channels)]
[Lstm(64)]
[Dropout(0.2)]
[Lstm(32)]
[Dropout(0.2)]
[Regression(Declared.Ahead)]
public partial class NextRows;
