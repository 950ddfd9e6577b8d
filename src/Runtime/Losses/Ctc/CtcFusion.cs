using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// How a language model joins a prefix beam search (shallow fusion). A labelling y is ranked by
/// ln p(y | x) + <see cref="Weight"/> ln p(y) + <see cref="LabelBonus"/> times its number of labels (Hannun et al. 2014, equation 2).
/// </summary>
public sealed class CtcFusion
{
    /// <summary>Joins a language model.</summary>
    /// <param name="model">The language model.</param>
    /// <param name="weight">Weight of the language model, at least 0.</param>
    /// <param name="labelBonus">What each label adds to a rank; a language model prefers short labellings, and a bonus evens that
    /// out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public CtcFusion(ILabelModel model, double weight = 1, double labelBonus = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Weight = ArgumentCheck.NonNegative(weight, "1 counts the language model as much as the network.");
        LabelBonus = double.IsFinite(labelBonus)
            ? labelBonus
            : throw new ArgumentOutOfRangeException(nameof(labelBonus), labelBonus, "labelBonus must be a finite number; 0 adds nothing.");
    }

    /// <summary>The language model.</summary>
    public ILabelModel Model { get; }

    /// <summary>Weight of the language model.</summary>
    public double Weight { get; }

    /// <summary>What each label adds to a rank.</summary>
    public double LabelBonus { get; }

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
