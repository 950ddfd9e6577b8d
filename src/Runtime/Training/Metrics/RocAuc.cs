using LstmGen.Training;

namespace LstmGen;

/// <summary>Area under the ROC curve: the chance that a random positive scores above a random negative, ties counting half.</summary>
/// <remarks>
/// AUC = (R - P (P + 1) / 2) / (P N) with R the sum of the positives' ranks, equal scores sharing their mean rank. Source:
/// Mann and Whitney 1947; Hanley and McNeil 1982. scikit-learn: <c>roc_auc_score</c>. NaN while only one kind of target has
/// been seen. Every score is kept (5 bytes each): the buffers grow, and are kept by <see cref="Reset"/>.
/// </remarks>
public sealed class RocAuc : ValueMetric
{
    private float[] _scores = new float[256];
    private bool[] _positive = new bool[256];
    private int _count;
    private double _value = double.NaN;
    private bool _known = true;

    /// <inheritdoc/>
    public override string Name => "roc_auc";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override long Count => _count;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (!_known)
                (_value, _known) = (Compute(), true);
            return _value;
        }
    }

    /// <inheritdoc/>
    public override Metric CreateRun() => new RocAuc();

    /// <inheritdoc/>
    public override void Reset() => (_count, _value, _known) = (0, double.NaN, true);

    /// <inheritdoc/>
    protected override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            if (float.IsNaN(predictions[i]))
                throw new ArgumentException($"predictions[{i}] is NaN and has no rank; find where it began.", nameof(predictions));
            if (targets[i] is not (0 or 1))
                throw new ArgumentException($"targets[{i}] is {targets[i]}; a target must be 0 or 1.", nameof(targets));
        }

        int needed =
            CompilerServices.BlockSize.Of(
                (long)_count + predictions.Length, 1, "predictions to be ranked together", "Evaluate fewer sequences.");
        if (needed > _scores.Length)
        {
            int capacity = (int)Math.Min(Math.Max(needed, 2L * _scores.Length), Array.MaxLength);
            Array.Resize(ref _scores, capacity);
            Array.Resize(ref _positive, capacity);
        }

        predictions.CopyTo(_scores.AsSpan(_count));
        foreach (float target in targets)
            _positive[_count++] = target == 1;
        _known = false;
    }

    private double Compute()
    {
        Array.Sort(_scores, _positive, 0, _count);
        double rankSum = 0;
        long positives = 0;
        for (int begin = 0; begin < _count;)
        {
            int end = begin, tied = 0;
            while (end < _count && _scores[end] == _scores[begin])
                tied += _positive[end++] ? 1 : 0;
            rankSum += tied * ((begin + 1 + (double)end) / 2);      // ranks begin + 1 .. end share their mean
            positives += tied;
            begin = end;
        }

        long negatives = _count - positives;
        return positives == 0 || negatives == 0
            ? double.NaN
            : (rankSum - positives * (positives + 1.0) / 2) / ((double)positives * negatives);
    }
}
