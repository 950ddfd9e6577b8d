namespace LstmGen.AspNetCore.Tests;

/// <summary>Reads two values a step.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(16)]
[Regression(3)]
public partial class Reader;

/// <summary>Other sizes: its file does not fit.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(8)]
[Regression(3)]
public partial class SmallReader;

/// <summary>Reads token ids.</summary>
[RecurrentModel]
[Embedding(10, 4)]
[Gru(4)]
[Classification(2)]
public partial class TokenReader;

/// <summary>Reads many values a step.</summary>
[RecurrentModel]
[Features(1024)]
[Lstm(1)]
[Regression(1)]
public partial class WideReader;
