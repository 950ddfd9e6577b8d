using LstmGen.CompilerServices;

namespace LstmGen.Training;

public sealed partial class HeadWorkspace
{
    private int[] _starts = [];

    /// <summary>Sets the targets, and weights in the loss, from those of a data set, straight to their places.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="targets">The head's targets there.</param>
    /// <param name="indices">Which sequences, [B].</param>
    /// <param name="firstStep">Steps left out at the start of each sequence.</param>
    internal void Load(SequenceSet set, HeadTargets targets, ReadOnlySpan<int> indices, int firstStep)
    {
        Require(targets.Kind switch
        {
            SequenceTargetKind.Values or SequenceTargetKind.StepValues => TargetKind.Values,
            SequenceTargetKind.Class or SequenceTargetKind.StepClasses => TargetKind.Classes,
            _ => TargetKind.Labels,
        });
        switch (Info.Targets)
        {
            case TargetKind.Values:
                LoadValues(targets, indices, firstStep);
                if (Info.Weighting == LossWeighting.Positives)
                    RequireProbabilities();
                break;
            case TargetKind.Classes:
                LoadClasses(targets, indices, firstStep);
                break;
            default:
                LoadLabels(targets, indices);
                break;
        }

        LoadWeights(set, targets, indices, firstStep);
        HasTargets = true;
    }

    private void LoadValues(HeadTargets targets, ReadOnlySpan<int> indices, int firstStep)
    {
        int width = Info.TargetWidth, batch = Time.Batch, steps = Info.EveryStep ? Time.Steps : 1;
        if (targets.Width != width)
            throw new ArgumentException(DataCheck.WrongWidth(Info, targets));
        if (_values.Length < Rows * width)
            _values = new float[Rows * width];
        if (_starts.Length < batch)
            _starts = new int[batch];
        for (int row = 0; row < batch; row++)
        {
            int index = indices[_owner.Order[row]];
            Valid(row, targets.Values(index).Length / width, ref firstStep, indices);
            _starts[row] = targets.Start(index) + firstStep * width;
        }

        BatchFirst.Load(targets.ValueBlock, _starts.AsSpan(0, batch), width, steps, _owner, Time, _values, width);
    }

    private void LoadClasses(HeadTargets targets, ReadOnlySpan<int> indices, int firstStep)
    {
        int batch = Time.Batch, steps = Info.EveryStep ? Time.Steps : 1;
        ReserveClasses(Rows);
        for (int row = 0; row < batch; row++)
        {
            ReadOnlySpan<int> source = targets.Classes(indices[_owner.Order[row]]);
            int valid = Valid(row, source.Length, ref firstStep, indices);
            for (int t = 0; t < steps; t++)
                _classes[t * batch + row] = t < valid ? source[firstStep + t] : 0;
        }
    }

    // A head at every step needs a target for each; another has one for the whole sequence.
    private int Valid(int row, int given, ref int firstStep, ReadOnlySpan<int> indices)
    {
        if (!Info.EveryStep)
        {
            firstStep = 0;
            return given == 1 ? 1 : throw new ArgumentException(
                $"Head '{Info.Name}' has one output per sequence; sequence {indices[_owner.Order[row]]} has targets at {given} steps.");
        }

        int valid = Time.Lengths[row];
        return firstStep + valid <= given ? valid : throw new ArgumentException(
            $"Head '{Info.Name}' has outputs at {firstStep + valid} steps of sequence {indices[_owner.Order[row]]}, "
                + $"which has targets at {given}.");
    }

    private void LoadLabels(HeadTargets targets, ReadOnlySpan<int> indices)
    {
        int batch = Time.Batch, widest = 0;
        foreach (int index in indices)
            widest = Math.Max(widest, targets.Classes(index).Length);
        if ((long)batch * widest > Array.MaxLength)
            throw new ArgumentException($"Head '{Info.Name}': {batch} rows x {widest} labels, padded to the longest, are more than a "
                + $"block of memory holds, {Array.MaxLength}. Give fewer rows at once, or leave the longest label sequences out.");
        LabelStride = widest;
        ReserveClasses(batch * widest);
        if (_labelLengths.Length < batch)
            _labelLengths = new int[batch];
        for (int row = 0; row < batch; row++)
        {
            ReadOnlySpan<int> source = targets.Classes(indices[_owner.Order[row]]);
            Span<int> to = _classes.AsSpan(row * widest, widest);
            source.CopyTo(to);
            to[source.Length..].Clear();
            _labelLengths[row] = source.Length;
        }
    }
}
