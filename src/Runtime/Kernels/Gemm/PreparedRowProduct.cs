using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// A product of one row, <c>c = start + [a1, a2] B</c>, that is made again and again between the same blocks, as in the steps of a stream:
/// what such a call has to look up is looked up once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class PreparedRowProduct
{
    private readonly PackedMatrix _b;
    private readonly AlignedBuffer[] _blocks; // kept alive, and kept from moving
    private readonly delegate*<in RowArguments, void>[] _kernels = [];
    private readonly RowArguments[] _arguments = [];
    private readonly RowArguments _bytes; // in 8 bits, where there are no kernels here
    private readonly bool _far;
    private bool _turn;

    /// <summary>The product between blocks that will not grow.</summary>
    /// <param name="b">B, [inner1 + inner2, columns]; not one made by <see cref="PackedMatrix.ForBackward"/>, and not packed anew.</param>
    /// <param name="start">A gate row that the sums start from: a bias, or <paramref name="c"/> to add to it.</param>
    /// <param name="a1">Holds the row's first values.</param>
    /// <param name="from1">Where.</param>
    /// <param name="inner1">Their number.</param>
    /// <param name="a2">Holds the others; null for none.</param>
    /// <param name="from2">Where.</param>
    /// <param name="inner2">Their number.</param>
    /// <param name="c">The gate row; outside the window it is not touched.</param>
    public PreparedRowProduct(
        PackedMatrix b, AlignedBuffer start, AlignedBuffer a1, int from1, int inner1, AlignedBuffer? a2, int from2, int inner2,
        AlignedBuffer c)
    {
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(a1);
        ArgumentNullException.ThrowIfNull(c);
        if (b.InnerRow.Units != 0)
            throw new ArgumentException("A product of one row takes no matrix made by ForBackward.", nameof(b));
        a2 ??= a1;
        PanelGemm.CheckRow(b, start.Span, a1.Span[from1..], inner1, a2.Span[from2..], inner2, c.Span, 0);
        _b = b;
        _blocks = [start, a1, a2, c];
        b.Fix();
        foreach (AlignedBuffer block in _blocks)
            block.Fix();
        if (b.Precision == WeightPrecision.Int8)
        {
            b.Segment(0, inner1);
            if (inner2 > 0)
                b.Segment(inner1, inner2);
            _bytes = new RowArguments { Start = start.Pointer, A1 = a1.Pointer + from1, Inner1 = inner1, A2 = a2.Pointer + from2,
                Inner2 = inner2, C = c.Pointer };
            return;
        }

        if (b.ByColumns)
        {
            Copies = true;
            _kernels = [ColumnDots.Kernel(b.Level)];
            _arguments = [ColumnDots.Place(b, 0, start.Pointer, a1.Pointer + from1, inner1, a2.Pointer + from2, inner2, c.Pointer)];
            return;
        }

        RowTile[] tiles = b.Precision == WeightPrecision.BFloat16 ? b.Plan.Pair(b.Level, half: true) : b.Plan.RowTiles;
        _far = b.IsFar;
        _kernels = new delegate*<in RowArguments, void>[tiles.Length];
        _arguments = new RowArguments[tiles.Length];
        for (int i = 0; i < tiles.Length; i++)
        {
            _kernels[i] = tiles[i].Kernel;
            _arguments[i] = tiles[i].Place(b, 0, start.Pointer, a1.Pointer + from1, inner1, a2.Pointer + from2, inner2, c.Pointer);
        }
    }

    /// <summary>
    /// Whether <see cref="CopyTo"/> works: what is written to memory and read again at once comes late to who waits for it.
    /// </summary>
    internal bool Copies { get; }

    /// <summary>Where the row's columns go too from now on: room for them that does not move, or null.</summary>
    internal void CopyTo(float* row) => _arguments[0].Copy = row;

    /// <summary>Computes it from what the blocks hold now.</summary>
    public void Run()
    {
        delegate*<in RowArguments, void>[] kernels = _kernels;
        ReadOnlySpan<RowArguments> arguments = _arguments.AsSpan(0, kernels.Length);
        if (kernels.Length == 0)
        {
            RunBytes();
        }
        else if (_far && (_turn = !_turn))
        {
            // As in PanelGemm: the tiles that the last product has left in the cache come first.
            for (int i = kernels.Length - 1; i >= 0; i--)
                kernels[i](arguments[i]);
        }
        else
        {
            for (int i = 0; i < kernels.Length; i++)
                kernels[i](arguments[i]);
        }

        GC.KeepAlive(this);
    }

    private void RunBytes()
    {
        ref readonly RowArguments t = ref _bytes;
        PanelGemm.MultiplyBytes(_b, 0, _b.Plan.Tiles, 1, t.Start, 0, t.A1, 0, (int)t.Inner1, t.A2, 0, (int)t.Inner2, t.C, 0, 0);
    }
}
