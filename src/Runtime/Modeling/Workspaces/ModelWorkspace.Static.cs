using LstmGen.CompilerServices;

namespace LstmGen.Training;

// Values that stand once for each sequence and that every step has behind its own.
public abstract partial class ModelWorkspace
{
    private float[] _static = [];
    private bool _hasStatic;

    /// <summary>
    /// Sets the values that stand once for each sequence, [B, S] in the caller's order of rows, before <see cref="SetFeatures"/>. In a
    /// stream they stay until they are set again.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no batch.</exception>
    /// <exception cref="ArgumentException">
    /// The number of values is not B * S, one is NaN or infinite, or the model has none: declare <c>[Features(n, Static = S)]</c>.
    /// </exception>
    public void SetStatic(ReadOnlySpan<float> values)
    {
        RequireBatch();
        int width = Description.StaticFeatures;
        if (width == 0)
            throw new ArgumentException(
                $"values: {Description.Name} reads no values per sequence. Declare [Features({Description.Features}, Static = n)].",
                nameof(values));
        if (values.Length != (long)Batch * width)
            throw new ArgumentException(
                $"values has {values.Length} values; {Batch} rows x {width} values per sequence = {(long)Batch * width} are needed.",
                nameof(values));
        if (NonFinite.FirstIndex(values) is >= 0 and var at)
            throw new ArgumentException(
                $"values[{at / width}, {at % width}] (row, value of the sequence) is {values[at]}; a model reads finite values. Fill it in "
                    + "before the call.", nameof(values));
        if (_static.Length < values.Length)
            _static = new float[values.Length];
        values.CopyTo(_static);
        _hasStatic = true;
    }

    private void RequireStatic()
    {
        if (Description.StaticFeatures > 0 && !_hasStatic)
        {
            throw new InvalidOperationException(
                $"{Description.Name} reads {Description.StaticFeatures} values per sequence, and none were set. Call "
                    + "SetStatic before the steps are set.");
        }
    }

    private void PlaceStatic()
    {
        int width = Description.StaticFeatures, features = Description.Features, stride = Panel.Pad(Description.InputWidth), batch = Batch;
        if (width == 0)
            return;
        Span<float> input = Input.Span;
        for (int t = 0; t < Steps; t++)
        {
            int active = Time.Active[t];
            for (int row = 0; row < batch; row++)
            {
                Span<float> to = input.Slice((t * batch + row) * stride + features, width);
                if (row < active)
                    _static.AsSpan(_order[row] * width, width).CopyTo(to);
                else
                    to.Clear();
            }
        }
    }

    private void LoadStatic(SequenceSet set, ReadOnlySpan<int> indices)
    {
        int width = Description.StaticFeatures;
        if (set.StaticCount != width)
            throw new ArgumentException(
                $"set has {set.StaticCount} values per sequence; {Description.Name} reads {width}. Add them with SequenceSet.WithStatic.",
                nameof(set));
        if (width == 0)
            return;
        if (_static.Length < indices.Length * width)
            _static = new float[indices.Length * width];
        for (int row = 0; row < indices.Length; row++)
            set.Static(indices[row]).CopyTo(_static.AsSpan(row * width, width));
        _hasStatic = true;
        PlaceStatic();
    }

    private void ShareStatic(ModelWorkspace other)
    {
        if (Description.StaticFeatures > 0 && other._hasStatic)
            SetStatic(other._static.AsSpan(0, Batch * Description.StaticFeatures));
    }
}
