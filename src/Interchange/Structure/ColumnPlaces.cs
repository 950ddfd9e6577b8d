namespace LstmGen.Interchange.Structure;

/// <summary>Where columns of the features stand while one after another makes room for vectors.</summary>
internal sealed class ColumnPlaces
{
    private readonly List<(int Column, int Size)> _wide = [];

    /// <summary>The place of a column among what there is now; then it has <paramref name="size"/> values.</summary>
    public int Next(int column, int size)
    {
        int at = column + _wide.Where(other => other.Column < column).Sum(other => other.Size - 1);
        _wide.Add((column, size));
        return at;
    }
}
