using System.Globalization;
using LstmGen.Data;

namespace LstmGen.Training;

// Weights of sequences and steps: losses and gradients are computed without them, and multiplied by them afterwards.
public sealed partial class HeadWorkspace
{
    private float[] _lossWeights = [], _rowOfWeights = [];
    private RowWeighting? _weighting;

    /// <summary>Whether sequences or steps of the batch have weights in the loss.</summary>
    internal bool HasLossWeights { get; set; }

    /// <summary>Weight of each row inside: [rows], or [B] for a loss of whole sequences; 1 past a row's end.</summary>
    internal ReadOnlySpan<float> LossWeights => _lossWeights.AsSpan(0, Info.WeighsRows ? Time.Batch : Rows);

    /// <summary>
    /// Sets weights in the loss for the batch at hand: the loss is the sum of weight x loss over the sum of the weights, and the gradient
    /// goes with it.
    /// </summary>
    /// <param name="weights">
    /// Batch-first: [B], one for each sequence, or [B, T], one for each step of a head at every step, where what stands past a row's end
    /// does not count. Finite numbers of at least 0; empty for 1 throughout. To be set after Begin.
    /// </param>
    /// <exception cref="ArgumentException">Their number is not that, or one is negative or not finite.</exception>
    public void SetLossWeights(ReadOnlySpan<float> weights)
    {
        HasLossWeights = false;
        if (weights.IsEmpty)
            return;
        int batch = Time.Batch, steps = Info.WeighsRows ? 1 : Steps;
        bool perStep = weights.Length != batch;
        if (perStep && weights.Length != batch * steps)
            throw new ArgumentException(
                $"weights has {weights.Length} values; head '{Info.Name}' takes {batch}, one for each "
                    + $"sequence{(steps == 1 ? "" : $", or {batch * steps} ([{batch}, {steps}]), one for each step")}.", nameof(weights));
        ReserveWeights();
        for (int row = 0; row < batch; row++)
        {
            int caller = _owner.Order[row];
            for (int t = 0; t < (Info.WeighsRows ? 1 : ValidSteps(row)); t++)
            {
                float weight = weights[perStep ? caller * steps + t : caller];
                if (!WeightCheck.IsWeight(weight))
                    throw new ArgumentException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"weights[{(perStep ? $"{caller}, {t}" : $"{caller}")}] is {weight}; give a finite number of at least 0."),
                                nameof(weights));
                _lossWeights[t * batch + row] = weight;
            }
        }

        HasLossWeights = true;
    }

    /// <summary>Takes the weights of a data set, where it has some for this head.</summary>
    private void LoadWeights(SequenceSet set, HeadTargets targets, ReadOnlySpan<int> indices, int firstStep)
    {
        HasLossWeights = false;
        if (!set.Weighs(Info.Name))
            return;
        if (Info.WeighsRows)
            DataCheck.RequireWeights(Info, set, targets); // refuses weights of steps
        ReserveWeights();
        int batch = Time.Batch, most = Info.WeighsRows ? 1 : Steps;
        if (_rowOfWeights.Length < most)
            _rowOfWeights = new float[most];
        for (int row = 0; row < batch; row++)
        {
            Span<float> own = _rowOfWeights.AsSpan(0, Info.WeighsRows ? 1 : ValidSteps(row));
            set.CopyWeights(Info.Name, indices[_owner.Order[row]], firstStep, own);
            for (int t = 0; t < own.Length; t++)
                _lossWeights[t * batch + row] = own[t];
        }

        HasLossWeights = true;
    }

    private void ReserveWeights()
    {
        int count = Info.WeighsRows ? Time.Batch : Rows;
        if (_lossWeights.Length < count)
            _lossWeights = new float[count];
        _lossWeights.AsSpan(0, count).Fill(1);
    }

    // What the batch counts, its targets checked: as emitted code counts it, each row with its weight.
    private double WeightedCount()
    {
        double count = 0;
        if (Info.Targets == TargetKind.Labels)
        {
            foreach (float weight in LossWeights)
                count += weight;
            return count;
        }

        if (Info.CountsRows)
        {
            for (int row = 0; row < Time.Batch; row++)
                count += HasTarget(row, Info.IgnoreIndex) ? _lossWeights[row] : 0;
            return count;
        }

        for (int t = 0; t < Steps; t++)
        {
            int first = t * Time.Batch, rows = Info.EveryStep ? Time.Active[t] : Time.Batch;
            for (int row = first; row < first + rows; row++)
                count += _lossWeights[row] * CountOf(row);
        }

        return count;
    }

    private double CountOf(int row)
    {
        if (Info.Targets == TargetKind.Values)
            return Info.TargetWidth;
        int target = _classes[row];
        return target == Info.IgnoreIndex ? 0 : ClassWeights.IsEmpty ? 1 : ClassWeights[target];
    }

    // Losses of whole sequences are weighed where they are computed, because parameters of their own have gradients there.
    private void WeighRows()
    {
        if (HasLossWeights && !Info.CountsRows && Info.Targets != TargetKind.Labels)
            (_weighting ??= new RowWeighting(this)).Run();
    }
}
