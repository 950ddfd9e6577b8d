namespace LstmGen.Training.Tests;

/// <summary>Wide enough that threads share the units of a step.</summary>
[RecurrentModel]
[Features(40)]
[Lstm(144, Layers = 2)]
[Gru(128)]
[Dense(96)]
[Regression(3)]
public partial class WideStack;

/// <summary>The same both ways, whose directions threads compute at the same time.</summary>
[RecurrentModel]
[Features(40)]
[Lstm(128, Bidirectional = true)]
[Regression(2, Pooling = Pooling.EveryStep)]
public partial class WideBothWays;
