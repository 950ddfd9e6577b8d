namespace LstmGen;

/// <summary>What counts as an improvement for <see cref="ReduceOnPlateau"/>.</summary>
public enum PlateauThreshold
{
    /// <summary>Better than the best by the threshold as a share of the best.</summary>
    Relative,

    /// <summary>Better than the best by the threshold itself.</summary>
    Absolute,
}
