using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The rows of a batch in parts, one after another, with about as many steps in each. Where rows are ordered by falling length, equal
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
        if (time.Ragged)
            Divide(time.Lengths, parts);
        else
            Divide(time.Batch, parts);
    }

    /// <summary>Divides rows of one length.</summary>
    public void Divide(int rows, int parts)
    {
        Reserve(parts);
        for (int part = 0; part <= parts; part++)
            _begins[part] = (int)((long)rows * part / parts);
    }

    /// <summary>Divides rows of these lengths: a part ends with the row that leaves least between the steps so far and its share.</summary>
    public void Divide(ReadOnlySpan<int> lengths, int parts)
    {
        Reserve(parts);
        long all = 0, steps = 0;
        foreach (int length in lengths)
            all += length;
        int row = 0;
        for (int part = 1; part < parts; part++)
        {
            long share = all * part / parts;
            int last = lengths.Length - (parts - part); // each part after this one has a row
            steps += lengths[row++];
            while (row < last && steps + lengths[row] / 2 <= share)
                steps += lengths[row++];
            _begins[part] = row;
        }

        _begins[parts] = lengths.Length;
    }

    private void Reserve(int parts)
    {
        if (_begins.Length <= parts)
            _begins = new int[parts + 1];
        Parts = parts;
    }
}
