namespace LstmGen.Samples.Playground;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Rnn(8)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityRnn8;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Rnn(16)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityRnn16;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Rnn(32)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityRnn32;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Gru(8)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityGru8;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Gru(16)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityGru16;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Gru(32)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityGru32;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(8)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityLstm8;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(16)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityLstm16;

/// <summary>Bits in, one of two features each; out at every step whether the ones so far are even or odd.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(32)]
[Classification(2, Pooling = Pooling.EveryStep)]
public partial class ParityLstm32;
