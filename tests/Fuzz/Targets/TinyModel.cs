namespace LstmGen.Fuzz;

/// <summary>A model whose files are a few hundred bytes.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(1)]
[Regression(1)]
public partial class TinyModel;
