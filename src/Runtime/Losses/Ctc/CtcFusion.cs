namespace LstmGen;

/// <summary>
/// How a language model joins a prefix beam search (shallow fusion). A labelling y is ranked by
/// ln p(y | x) + <see cref="Weight"/> ln p(y) + <see cref="LabelBonus"/> times its number of labels (Hannun et al. 2014, equation 2).
/// </summary>
/// <param name="Model">The language model.</param>
public sealed record CtcFusion(ILabelModel Model)
{
    /// <summary>Weight of the language model, 0 or more. Default: 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What each label adds, against the language model's taste for short labellings. Default: 0.</summary>
    public double LabelBonus { get; init; }

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Model);
        if (!double.IsFinite(Weight) || Weight < 0)
            throw new ArgumentOutOfRangeException(nameof(Weight), Weight, "The weight of the language model must be 0 or more.");
        if (!double.IsFinite(LabelBonus))
            throw new ArgumentOutOfRangeException(nameof(LabelBonus), LabelBonus, "The bonus of a label must be a finite number.");
    }

    /// <summary>What a label adds to a rank.</summary>
    internal double Bonus(int state, int label, out int next) => LabelBonus + Weighted(Model.Score(state, label, out next), state, label);

    /// <summary>What the end adds to a rank.</summary>
    internal double EndBonus(int state) => Weighted(Model.EndScore(state), state, -1);

    private double Weighted(double score, int state, int label)
    {
        if (double.IsNaN(score) || double.IsPositiveInfinity(score))
        {
            throw new InvalidOperationException(
                $"{Model.GetType().Name} gives {(label < 0 ? "the end" : $"label {label}")} the score {score} in state {state}. "
                + "A score is a logarithm of a probability: a finite number or minus infinity.");
        }

        return Weight == 0 ? 0 : Weight * score;
    }
}
