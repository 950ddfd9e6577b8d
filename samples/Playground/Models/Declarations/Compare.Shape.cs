namespace LstmGen.Samples.Playground;

/// <summary>A wave in, the kind of its shape out.</summary>
[RecurrentModel]
[Features(1)]
[Rnn(24)]
[Classification(3)]
public partial class ShapeRnn;

/// <summary>A wave in, the kind of its shape out.</summary>
[RecurrentModel]
[Features(1)]
[Gru(24)]
[Classification(3)]
public partial class ShapeGru;

/// <summary>A wave in, the kind of its shape out.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(24)]
[Classification(3)]
public partial class ShapeLstm;

/// <summary>A wave in, the kind of its shape out.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(12, Bidirectional = true)]
[Classification(3)]
public partial class ShapeBiLstm;
