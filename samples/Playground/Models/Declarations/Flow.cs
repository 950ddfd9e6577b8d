using LstmGen.Cells;

namespace LstmGen.Samples.Playground;

/// <summary>The adding problem: two numbers of a sequence to be summed. Keras' initialization: recurrent weights are orthogonal.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Features(2)]
[Rnn(24)]
[Regression(1)]
public partial class FlowRnn;

/// <summary>The same with gated recurrent units.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Features(2)]
[Gru(24)]
[Regression(1)]
public partial class FlowGru;

/// <summary>The same with long short-term memory; its forget gates begin with a bias of 1.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Features(2)]
[Lstm(24)]
[Regression(1)]
public partial class FlowLstm;

/// <summary>The same with the cell of LstmGen.Cells that has a forget gate only.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Features(2)]
[Cell(typeof(Janet), 24)]
[Regression(1)]
public partial class FlowJanet;

/// <summary>The same with a cell of one's own.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Features(2)]
[Cell(typeof(Keeper), 24)]
[Regression(1)]
public partial class FlowKeeper;
