namespace LstmGen.Modeling;

/// <summary>One head of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outputs">Values that it produces per sequence, or per step where <paramref name="EveryStep"/>.</param>
/// <param name="EveryStep">Whether it has an output at every step.</param>
/// <param name="Targets">What it is trained on.</param>
public sealed record HeadInfo(string Name, int Outputs, bool EveryStep, TargetKind Targets)
{
    /// <summary>What weights its loss can be given.</summary>
    public LossWeighting Weighting { get; init; }

    /// <summary>Whether it pools by attention.</summary>
    public bool Attention { get; init; }

    /// <summary>Factor of the head's loss in the model's.</summary>
    public float LossWeight { get; init; } = 1f;
}
