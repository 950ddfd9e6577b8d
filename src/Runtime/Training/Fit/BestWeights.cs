namespace LstmGen.Training;

/// <summary>What early stopping remembers: the best value, its epoch and its weights.</summary>
internal sealed class BestWeights
{
    private readonly EarlyStopping _rule;
    private readonly bool _higherIsBetter;

    public BestWeights(EarlyStopping rule, bool higherIsBetter, int parameters)
    {
        (_rule, _higherIsBetter) = (rule, higherIsBetter);
        Value = higherIsBetter ? double.NegativeInfinity : double.PositiveInfinity;
        Weights = rule.RestoreBest ? new float[parameters] : [];
    }

    public double Value { get; private set; }

    /// <summary>Epoch of the best value, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Epochs since the best.</summary>
    public int Waited { get; private set; }

    /// <summary>Weights of the best epoch, [n]; empty where they are not asked for.</summary>
    public float[] Weights { get; }

    public bool Exhausted => Waited >= _rule.Patience;

    public bool CanRestore => _rule.RestoreBest && Epoch > 0;

    /// <summary>Takes an epoch in; a NaN is never better.</summary>
    public void Observe(int epoch, EpochRecord record, ParameterStore weights)
    {
        double value = _rule.Metric is { } metric ? record.Metrics[metric] : record.ValidationLoss!.Value;
        bool better = _higherIsBetter ? value > Value + _rule.MinDelta : value < Value - _rule.MinDelta;
        if (!better)
        {
            Waited++;
            return;
        }

        (Value, Epoch, Waited) = (value, epoch, 0);
        if (_rule.RestoreBest)
            weights.CopyTo(Weights);
    }

    public void Restore(double value, int epoch, int waited) => (Value, Epoch, Waited) = (value, epoch, waited);
}
