namespace LstmGen.Training;

/// <summary>The mean loss of each head over many batches, every example (or step) counting the same.</summary>
internal sealed class LossTotals(ModelDescription description)
{
    /// <summary>Sum of losses of each head, [heads].</summary>
    public double[] Sums { get; } = new double[description.Heads.Length];

    /// <summary>What each sum is divided by, [heads].</summary>
    public double[] Counts { get; } = new double[description.Heads.Length];

    /// <summary>Weighted sum of the heads' means; 0 for a head that nothing counted for.</summary>
    public double Mean
    {
        get
        {
            double total = 0;
            for (int head = 0; head < Sums.Length; head++)
                total += Counts[head] == 0 ? 0 : description.Heads[head].LossWeight * (Sums[head] / Counts[head]);
            return total;
        }
    }

    public void Clear()
    {
        Sums.AsSpan().Clear();
        Counts.AsSpan().Clear();
    }

    /// <summary>Takes the batch in whose loss was just computed.</summary>
    public void Add(ModelWorkspace workspace)
    {
        for (int head = 0; head < Sums.Length; head++)
        {
            HeadWorkspace one = workspace.Heads[head];
            Sums[head] += one.Loss * one.Normalizer;
            Counts[head] += one.Count;
        }
    }
}
