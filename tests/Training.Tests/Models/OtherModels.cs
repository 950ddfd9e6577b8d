namespace LstmGen.Training.Tests.Others;

/// <summary>Class name and shapes of the model above it, another loss.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(6)]
[Regression(2, Loss = RegressionLoss.Huber)]
public partial class TinyRegression;

/// <summary>A model whose class is in no other namespace.</summary>
public static class Zoneouts
{
    /// <summary>Zoneout.</summary>
    public static TinyZoneout Create(int seed) => new(seed);
}

/// <summary>Two classes from a series.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(8)]
[Classification(2)]
public partial class SeriesClassifier;

/// <summary>As small, with zoneout.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(6, Zoneout = 0.1f)]
[Regression(2)]
public partial class TinyZoneout;
