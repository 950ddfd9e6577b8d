namespace LstmGen.Samples.SensorClassifier;

/// <summary>Twelve channels of any length in, one of nine classes out.</summary>
[RecurrentModel]
[Features(12)]
[Lstm(64, Bidirectional = true)]
[Classification(9, Pooling = Pooling.Mean, Dropout = 0.5f)]
public partial class SpeakerLstm;

/// <summary>The same with one word changed.</summary>
[RecurrentModel]
[Features(12)]
[Gru(64, Bidirectional = true)]
[Classification(9, Pooling = Pooling.Mean, Dropout = 0.5f)]
public partial class SpeakerGru;

/// <summary>The load of a day, hour by hour, in; the half of the year out.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(32, Bidirectional = true)]
[Classification(2, Pooling = Pooling.Last, Dropout = 0.3f)]
public partial class SeasonLstm;
