namespace LstmGen.Samples.Arithmetic;

/// <summary>Four elements of an arithmetic sequence in, the fifth out.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(1)]
[Lstm(50)]
[Regression(1)]
public partial class NextElement;
