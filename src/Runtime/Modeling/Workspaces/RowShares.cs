using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The rows of a batch in parts, one after another, with about as many steps in each: rows are ordered by falling length, so that equal
/// numbers of rows would give the first part the most to do.
/// </summary>
internal sealed class RowShares
{
    private int[] _begins = [0, 0];

    /// <summary>Number of parts.</summary>
    public int Parts { get; private set; } = 1;

    /// <summary>First row of a part; that of part <see cref="Parts"/> is the end.</summary>
    public int Begin(int part) => _begins[part];

    /// <summary>The part that begins at a row.</summary>
    public int PartOf(int rowBegin) => _begins.AsSpan(0, Parts).IndexOf(rowBegin);

    /// <summary>Divides the rows of <paramref name="time"/> among <paramref name="parts"/>, of which each has at least one.</summary>
    public void Divide(TimeLayout time, int parts)
    {
        if (_begins.Length <= parts)
            _begins = new int[parts + 1];
        Parts = parts;
        if (time.Ragged)
            DivideSteps(time);
        else
            DivideRows(time.Batch);
    }

    private void DivideRows(int rows)
    {
        for (int part = 0; part <= Parts; part++)
            _begins[part] = (int)((long)rows * part / Parts);
    }

    // A part ends with the row that leaves least between the steps so far and its share of all.
    private void DivideSteps(TimeLayout time)
    {
        ReadOnlySpan<int> lengths = time.Lengths;
        long steps = 0;
        int row = 0;
        for (int part = 1; part < Parts; part++)
        {
            long share = (long)time.ValidSteps * part / Parts;
            int last = lengths.Length - (Parts - part); // each part after this one has a row
            steps += lengths[row++];
            while (row < last && steps + lengths[row] / 2 <= share)
                steps += lengths[row++];
            _begins[part] = row;
        }

        _begins[Parts] = lengths.Length;
    }
}
