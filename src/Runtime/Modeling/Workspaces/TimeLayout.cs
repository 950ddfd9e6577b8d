using System.ComponentModel;

namespace LstmGen.Training;

/// <summary>
/// Which rows of a batch are alive at each step. Rows are ordered by falling length, so the rows alive at step t are
/// the first <see cref="Active"/>[t].
/// </summary>
public sealed partial class TimeLayout
{
    private int[] _lengths = [];
    private int[] _active = [];

    /// <summary>Steps of the longest row, T.</summary>
    public int Steps { get; private set; }

    /// <summary>Rows of the batch, B.</summary>
    public int Batch { get; private set; }

    /// <summary>Whether some row is shorter than <see cref="Steps"/>.</summary>
    public bool Ragged { get; private set; }

    /// <summary>Sum of all lengths: the number of valid (step, row) pairs.</summary>
    public int ValidSteps { get; private set; }

    /// <summary>Steps of each row, falling; [B].</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Batch);

    /// <summary>Rows alive at each step; [T].</summary>
    public ReadOnlySpan<int> Active => _active.AsSpan(0, Steps);

    /// <summary>Lays out <paramref name="lengths"/>, which must fall; all at most <paramref name="steps"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Set(int steps, ReadOnlySpan<int> lengths)
    {
        Batch = lengths.Length;
        Steps = steps;
        _sumEnd = -1;
        if (_lengths.Length < Batch)
            _lengths = new int[Batch];
        if (_active.Length < steps)
            _active = new int[steps];

        int valid = 0;
        for (int row = 0; row < Batch; row++)
            valid += _lengths[row] = lengths[row];
        ValidSteps = valid;
        Ragged = valid != steps * Batch;

        int active = Batch;
        for (int t = 0; t < steps; t++)
        {
            while (active > 0 && _lengths[active - 1] <= t)
                active--;
            _active[t] = active;
        }
    }

    /// <summary>Lays out <paramref name="batch"/> rows of <paramref name="steps"/> steps each.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetFull(int batch, int steps)
    {
        _sumEnd = -1;
        if (!Ragged && Batch == batch && Steps == steps)
            return;
        Batch = batch;
        Steps = steps;
        Ragged = false;
        ValidSteps = checked(batch * steps);
        if (_lengths.Length < batch)
            _lengths = new int[batch];
        if (_active.Length < steps)
            _active = new int[steps];
        _lengths.AsSpan(0, batch).Fill(steps);
        _active.AsSpan(0, steps).Fill(batch);
    }
}
