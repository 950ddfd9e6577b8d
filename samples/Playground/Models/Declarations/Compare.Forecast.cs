namespace LstmGen.Samples.Playground;

/// <summary>A series in, its next value out.</summary>
[RecurrentModel]
[Features(1)]
[Rnn(24)]
[Regression(1)]
public partial class ForecastRnn;

/// <summary>A series in, its next value out.</summary>
[RecurrentModel]
[Features(1)]
[Gru(24)]
[Regression(1)]
public partial class ForecastGru;

/// <summary>A series in, its next value out.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(24)]
[Regression(1)]
public partial class ForecastLstm;

/// <summary>A series in, its next value out.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(12, Bidirectional = true)]
[Regression(1)]
public partial class ForecastBiLstm;
