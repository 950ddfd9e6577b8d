namespace LstmGen.Samples.Cells;

/// <summary>An Elman network.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(2)]
[Rnn(64)]
[Regression(1)]
public partial class WithRnn;

/// <summary>The same with gated recurrent units.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(2)]
[Gru(64)]
[Regression(1)]
public partial class WithGru;

/// <summary>The same with long short-term memory.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(2)]
[Lstm(64)]
[Regression(1)]
public partial class WithLstm;
