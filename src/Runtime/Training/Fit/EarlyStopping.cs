using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// Ends training when the validation has not improved for a while, and gives the model the weights of its best epoch
/// (also where training ends for another reason). Same as Keras' <c>EarlyStopping(restore_best_weights=True)</c>.
/// </summary>
public sealed class EarlyStopping
{
    /// <summary>Sets the rule.</summary>
    /// <param name="patience">Epochs in a row without improvement after which training ends, at least 1.</param>
    /// <param name="minDelta">Smallest change that is an improvement, at least 0.</param>
    /// <param name="metric">Name of the metric to watch, as in <see cref="History"/>; null for the validation loss.</param>
    /// <param name="restoreBest">Whether the model gets the weights of the best epoch; else it keeps the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public EarlyStopping(int patience = 5, double minDelta = 0, string? metric = null, bool restoreBest = true)
    {
        Patience = (int)ArgumentCheck.AtLeast(patience, 1, "3 to 20 is usual.");
        MinDelta = ArgumentCheck.NonNegative(minDelta, "0 is usual.");
        Metric = metric;
        RestoreBest = restoreBest;
    }

    /// <summary>Epochs in a row without improvement after which training ends.</summary>
    public int Patience { get; }

    /// <summary>Smallest change that is an improvement.</summary>
    public double MinDelta { get; }

    /// <summary>Name of the metric watched; null for the validation loss.</summary>
    public string? Metric { get; }

    /// <summary>Whether the model gets the weights of the best epoch.</summary>
    public bool RestoreBest { get; }
}
