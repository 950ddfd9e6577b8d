using System.ComponentModel;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

// Columns of the features that hold categories.
public abstract partial class ModelWorkspace
{
    private int[] _columnIds = [];

    /// <summary>The categories in a column, [T, B]; 0 past a row's end. For emitted code.</summary>
    /// <param name="index">Number of the column among <see cref="ModelDescription.Columns"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlySpan<int> ColumnIds(int index) => _columnIds.AsSpan(index * Steps * Batch, Steps * Batch);

    // Reads them from the input that was set; the place of a row and step for a message are those of the caller.
    private void ReadColumns(ReadOnlySpan<int> sequences, int firstStep, string argument)
    {
        ReadOnlySpan<ColumnInfo> columns = Description.Columns.AsSpan();
        if (columns.IsEmpty)
            return;
        int batch = Batch, steps = Steps, stride = Panel.Pad(Description.InputWidth);
        if (_columnIds.Length < columns.Length * batch * steps)
            _columnIds = new int[columns.Length * batch * steps];
        ReadOnlySpan<float> input = Input.Span;
        for (int column = 0; column < columns.Length; column++)
        {
            ColumnInfo info = columns[column];
            bool once = info.Column >= Description.Features;
            Span<int> ids = _columnIds.AsSpan(column * batch * steps, batch * steps);
            for (int t = 0; t < steps; t++)
            {
                int active = Time.Active[t];
                for (int row = 0; row < active; row++)
                {
                    int sequence = sequences.IsEmpty ? _order[row] : sequences[_order[row]];
                    ids[t * batch + row] =
                        info.Category(input[(t * batch + row) * stride + info.Column], sequence, once ? -1 : firstStep + t, argument);
                }

                ids.Slice(t * batch + active, batch - active).Clear();
            }
        }
    }
}
