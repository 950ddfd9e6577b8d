namespace LstmGen.Samples.SensorClassifier;

/// <summary>Twelve channels of any length in, one of nine classes out; or as many as the build was told.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(Declared.Channels)]
[Lstm(100, Bidirectional = true, InputDropout = 0.2f, RecurrentDropout = 0.2f)]
[Classification(Declared.Classes, Pooling = Pooling.Mean, Dropout = 0.5f, LabelSmoothing = 0.1f)]
public partial class SpeakerLstm;

/// <summary>The same with one word changed.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(Declared.Channels)]
[Gru(100, Bidirectional = true, InputDropout = 0.2f, RecurrentDropout = 0.2f)]
[Classification(Declared.Classes, Pooling = Pooling.Mean, Dropout = 0.5f, LabelSmoothing = 0.1f)]
public partial class SpeakerGru;

/// <summary>The load of a day, hour by hour, in; the half of the year out.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(1)]
[Lstm(32, Bidirectional = true)]
[Classification(2, Pooling = Pooling.Last, Dropout = 0.3f)]
public partial class SeasonLstm;
