namespace LstmGen.Samples.SensorClassifier;

/// <summary>Twelve channels of any length in, one of nine classes out.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(12)]
[Lstm(100, Bidirectional = true, InputDropout = 0.2f, RecurrentDropout = 0.2f)]
[Classification(9, Pooling = Pooling.Mean, Dropout = 0.5f, LabelSmoothing = 0.1f)]
public partial class SpeakerLstm;

/// <summary>The same with one word changed.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(12)]
[Gru(100, Bidirectional = true, InputDropout = 0.2f, RecurrentDropout = 0.2f)]
[Classification(9, Pooling = Pooling.Mean, Dropout = 0.5f, LabelSmoothing = 0.1f)]
public partial class SpeakerGru;

/// <summary>The load of a day, hour by hour, in; the half of the year out.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(1)]
[Lstm(32, Bidirectional = true)]
[Classification(2, Pooling = Pooling.Last, Dropout = 0.3f)]
public partial class SeasonLstm;
