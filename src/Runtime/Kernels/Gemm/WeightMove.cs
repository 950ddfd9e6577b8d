using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>Moves weights from PyTorch's layout into the tiles of a packed matrix; threads share large ones.</summary>
internal sealed unsafe class WeightMove : IParallelWork
{
    private const int Columns = 0, Rows = 1; // phases
    private const int SmallWeight = 32 * 1024; // values that one thread has moved before another takes part

    // Inputs moved at a time: what that writes of a tile, 32 KB, stays in the first-level cache until its lines are full.
    private const int Block = 128;

    private PackedMatrix _matrix = null!;
    private float* _weight;
    private Channels _inputs;
    private int[] _slots = [];
    private int _gates, _innerOffset, _parts;

    /// <summary>Rows of weights become columns from row <paramref name="innerOffset"/> on; parts share the tiles.</summary>
    public void ToColumns(PackedMatrix matrix, int innerOffset, ReadOnlySpan<float> weight, Channels inputs, ReadOnlySpan<int> slots)
    {
        _innerOffset = innerOffset;
        Run(Columns, matrix, weight, inputs, slots, matrix.Plan.Tiles);
    }

    /// <summary>Rows of weights become rows; parts share the panels of units.</summary>
    public void ToRows(PackedMatrix matrix, ReadOnlySpan<float> weight, Channels inputs, ReadOnlySpan<int> slots) =>
        Run(Rows, matrix, weight, inputs, slots, matrix.InnerRow.Panels);

    private void Run(int phase, PackedMatrix matrix, ReadOnlySpan<float> weight, Channels inputs, ReadOnlySpan<int> slots, int pieces)
    {
        _matrix = matrix;
        _inputs = inputs;
        _gates = slots.Length;
        if (_slots.Length < _gates) _slots = new int[_gates];
        slots.CopyTo(_slots);
        _parts = weight.Length < SmallWeight ? 1 : Math.Min(WorkerPool.Shared.ThreadsNow, pieces);
        fixed (float* from = weight)
        {
            _weight = from;
            WorkerPool.Shared.Run(this, phase, _parts);
        }
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        int pieces = phase == Columns ? _matrix.Plan.Tiles : _matrix.InnerRow.Panels;
        for (int i = pieces * part / _parts; i < pieces * (part + 1) / _parts; i++)
        {
            if (phase == Columns) FillTile(i);
            else
                for (int gate = 0; gate < _gates; gate++) FillRows(i, gate);
        }
    }

    private void FillTile(int tile)
    {
        GateLayout columns = _matrix.Columns;
        if (_matrix.ByColumns)
        {
            FillColumns();
            return;
        }

        int start = _matrix.Plan.TileStart[tile], k = _inputs.Count;
        for (int group = 0; group < _inputs.Groups; group++)
            for (int block = 0; block < _inputs.Size; block += Block)
            {
                (nint to, int row) = _matrix.Locate(tile, _innerOffset + group * Panel.Pad(_inputs.Size) + block);
                for (int piece = start; piece < _matrix.Plan.End(tile); piece++)
                {
                    (int panel, int slot) = _matrix.Plan.Place(piece);
                    int gate = _slots.AsSpan(0, _gates).IndexOf(slot);
                    if (gate < 0) continue;
                    int unit = panel * Panel.Units;
                    PanelTranspose.ToColumns(
                        _weight + ((nint)gate * columns.Units + unit) * k + group * _inputs.Size + block, k,
                        Math.Min(Panel.Units, columns.Units - unit), Math.Min(Block, _inputs.Size - block),
                        (float*)to + (piece - start) * Panel.Units, row);
                }
            }
    }

    private void FillColumns()
    {
        int size = _inputs.Size, length = ColumnDots.ColumnLength(_matrix.Inner);
        for (int column = 0; column < _matrix.Columns.Units; column++)
            for (int group = 0; group < _inputs.Groups; group++)
                new ReadOnlySpan<float>(_weight + (nint)column * _inputs.Count + group * size, size).CopyTo(
                    new(_matrix.Pointer + (nint)column * length + _innerOffset + group * Panel.Pad(size), size));
    }

    private void FillRows(int panel, int gate)
    {
        GateLayout layout = _matrix.InnerRow;
        int unit = panel * Panel.Units, units = Math.Min(Panel.Units, layout.Units - unit), inGroup = 0;
        float* from = _weight + ((nint)gate * layout.Units + unit) * _inputs.Count;
        nint inner = (nint)panel * layout.WindowLength + (_slots[gate] - layout.First) * Panel.Units;
        for (int tile = 0; tile < _matrix.Plan.Tiles; tile++)
        {
            (nint to, int row) = _matrix.Locate(tile, inner);
            for (int piece = _matrix.Plan.TileStart[tile]; piece < _matrix.Plan.End(tile); piece++, to += Panel.Units * sizeof(float))
            {
                int width = Math.Min(Panel.Units, _inputs.Size - inGroup);
                Copy(from, _inputs.Count, units, width, (float*)to, row);
                from += width;
                inGroup = inGroup + width == _inputs.Size ? 0 : inGroup + width;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, nint fromStride, int rows, int width, float* to, nint toStride)
    {
        for (; rows > 0; rows--, from += fromStride, to += toStride)
        {
            if (width == Panel.Units) F32x8.Store(F32x8.Load(in *from, 0), ref *to, 0);
            else
                for (int j = 0; j < width; j++) to[j] = from[j];
        }
    }
}
