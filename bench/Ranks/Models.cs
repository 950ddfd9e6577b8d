namespace LstmGen.Bench.Ranks;

/// <summary>0.02 million parameters.</summary>
[RecurrentModel]
[Features(16)]
[Lstm(64)]
[Regression(1)]
public partial class Small;

/// <summary>0.9 million parameters.</summary>
[RecurrentModel]
[Features(64)]
[Lstm(256, Layers = 2)]
[Regression(1)]
public partial class Middle;

/// <summary>12.7 million parameters.</summary>
[RecurrentModel]
[Features(64)]
[Lstm(1024, Layers = 2)]
[Regression(1)]
public partial class Large;
