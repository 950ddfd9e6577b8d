namespace LstmGen;

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

    /// <summary>The class of a target that counts neither in the loss nor in a metric; only where the targets are classes.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <summary>Whether its loss is a mean over rows though it has targets at every step: that of whole paths of tags (CRF).</summary>
    public bool CountsRows { get; init; }

    /// <summary>
    /// Whether a weight in its loss is one of a whole sequence: where there is no output at every step, and for CRF and CTC.
    /// </summary>
    internal bool WeighsRows => CountsRows || Targets == TargetKind.Labels || !EveryStep;

    /// <summary>The symbol that stands for no label; only where the targets are labels (CTC).</summary>
    public int Blank { get; init; }

    /// <summary>
    /// Whether a sequence that is too short for its labels adds nothing to the loss; only where the targets are labels (CTC).
    /// </summary>
    public bool ZeroInfinity { get; init; }

    /// <summary>Outputs for one target, where a loss takes several: those of the first target come first.</summary>
    public int OutputsPerTarget { get; init; } = 1;

    /// <summary>Values that a target of <see cref="TargetKind.Values"/> has.</summary>
    public int TargetWidth => Outputs / OutputsPerTarget;

    /// <summary>
    /// Steps that the layers below it add to the input's before they divide by <see cref="StepDivisor"/>; negative where they take some.
    /// </summary>
    public int StepOffset { get; init; }

    /// <summary>Steps of the input to one that the head reads; above 1 behind a convolution with a stride.</summary>
    public int StepDivisor { get; init; } = 1;

    /// <summary>
    /// Steps that the head reads of an input of <paramref name="steps"/> steps; 0 where the input is too short for a convolution.
    /// </summary>
    public int StepsOf(int steps) => steps + StepOffset is var all and > 0 ? all / StepDivisor : 0;
}
