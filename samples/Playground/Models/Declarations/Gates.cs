namespace LstmGen.Samples.Playground;

/// <summary>One LSTM cell that reads one number.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(1)]
[SequenceOutput]
public partial class OneCell;
