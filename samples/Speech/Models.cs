namespace LstmGen.Samples.Speech;

/// <summary>
/// Reads a whole recording, forwards and backwards: frames of log-mel energies in, words without alignment out; symbol 0 is the blank.
/// </summary>
[RecurrentModel(Backends = Target.All)]
[Features(Sound.Mels)]
[Lstm(64, Layers = 2, Bidirectional = true, Dropout = 0.2f)]
[Ctc(Declared.Classes + 1, Dropout = 0.2f)]
public partial class SpeechReader;

/// <summary>Listens while somebody speaks: the forward half of <see cref="SpeechReader"/>, which never looks ahead.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(Sound.Mels)]
[Lstm(64, Layers = 2, Dropout = 0.2f)]
[Ctc(Declared.Classes + 1, Dropout = 0.2f)]
public partial class LiveReader;
