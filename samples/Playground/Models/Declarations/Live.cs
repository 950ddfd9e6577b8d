namespace LstmGen.Samples.Playground;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Rnn(8)]
[Regression(1)]
public partial class LiveRnn8;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Rnn(16)]
[Regression(1)]
public partial class LiveRnn16;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Rnn(32)]
[Regression(1)]
public partial class LiveRnn32;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Gru(8)]
[Regression(1)]
public partial class LiveGru8;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Gru(16)]
[Regression(1)]
public partial class LiveGru16;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Gru(32)]
[Regression(1)]
public partial class LiveGru32;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(8)]
[Regression(1)]
public partial class LiveLstm8;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(16)]
[Regression(1)]
public partial class LiveLstm16;

/// <summary>A value and its change in, or a number and a mark; one number out.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(32)]
[Regression(1)]
public partial class LiveLstm32;
