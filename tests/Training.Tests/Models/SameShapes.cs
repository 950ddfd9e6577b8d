namespace LstmGen.Training.Tests;

/// <summary>Two models whose parameters have the same names and shapes.</summary>
public static partial class SameShapes
{
    [RecurrentModel]
    [Features(3)]
    [Lstm(4)]
    [Classification(2)]
    public partial class Classifier;

    [RecurrentModel]
    [Features(3)]
    [Lstm(4)]
    [Regression(2)]
    public partial class Regressor;
}
