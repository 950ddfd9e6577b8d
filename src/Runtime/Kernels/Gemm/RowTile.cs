namespace LstmGen.CompilerServices;

/// <summary>A tile of a packed matrix, or two neighbours of the same size, as <see cref="RowKernel"/> takes them.</summary>
internal readonly unsafe struct RowTile
{
    /// <summary>The kernel for this many vectors.</summary>
    public readonly delegate*<in RowArguments, void> Kernel;

    /// <summary>Positions of its pieces in a row, or null where they lie one after another.</summary>
    public readonly int* Offsets;

    /// <summary>
    /// Columns of the matrix before it; columns of one of its tiles; position in a row, where <see cref="Offsets"/> is null.
    /// </summary>
    public readonly nint Begin, Columns, Shift;

    /// <param name="level">The vectors.</param>
    /// <param name="piece">First piece.</param>
    /// <param name="pieces">Pieces of one tile.</param>
    /// <param name="pair">Whether there are two.</param>
    /// <param name="offsets">Positions of all pieces in a row; null where they lie one after another.</param>
    /// <param name="half">Whether the weights are <see cref="HalfWeights"/>.</param>
    public RowTile(SimdLevel level, int piece, int pieces, bool pair, int* offsets, bool half = false)
    {
        (Begin, Columns) = (piece * Panel.Units, pieces * Panel.Units);
        Shift = offsets == null ? Begin : 0;
        Offsets = offsets == null ? null : offsets + piece;
        Kernel = half ? ChooseHalf(level, pieces, pair) : level switch
        {
            SimdLevel.Vector512 when pieces % 2 == 0 => Choose<F32x16>(pieces / 2, pair),
            SimdLevel.Vector128 => Choose<F32x4>(pieces * 2, pair),
            _ => Choose<F32x8>(pieces, pair),
        };
    }

    /// <summary>The arguments of <see cref="Kernel"/>, for rows of B from <paramref name="innerBegin"/> on.</summary>
    public RowArguments Place(PackedMatrix b, int innerBegin, float* start, float* a1, nint inner1, float* a2, nint inner2, float* c)
    {
        bool half = b.Precision == WeightPrecision.BFloat16;
        float* first = b.Pointer + Begin * b.StoredRows + (half ? innerBegin / 2 : innerBegin) * Columns;
        return new RowArguments
        {
            B = first, Next = first + Columns * b.StoredRows, A1 = a1, Inner1 = inner1, A2 = a2, Inner2 = inner2,
            Start = start + Shift, C = c + Shift, Offsets = Offsets,
            Odd = half && innerBegin % 2 != 0,
        };
    }

    private static delegate*<in RowArguments, void> Choose<V>(int vectors, bool pair)
        where V : unmanaged, ILanes<V> => (vectors, pair) switch
    {
        (1, false) => &RowKernel.Run<V, Constant.One, Constant.One>,
        (2, false) => &RowKernel.Run<V, Constant.Two, Constant.One>,
        (3, false) => &RowKernel.Run<V, Constant.Three, Constant.One>,
        (_, false) => &RowKernel.Run<V, Constant.Four, Constant.One>,
        (1, true) => &RowKernel.Run<V, Constant.One, Constant.Two>,
        (2, true) => &RowKernel.Run<V, Constant.Two, Constant.Two>,
        (3, true) => &RowKernel.Run<V, Constant.Three, Constant.Two>,
        _ => &RowKernel.Run<V, Constant.Four, Constant.Two>,
    };

    private static delegate*<in RowArguments, void> ChooseHalf(SimdLevel level, int pieces, bool pair) => level switch
    {
        SimdLevel.Vector512 when pieces % 2 == 0 => ChooseHalf<F32x16>(pieces / 2, pair),
        SimdLevel.Vector128 => ChooseHalf<F32x4>(pieces * 2, pair),
        _ => ChooseHalf<F32x8>(pieces, pair),
    };

    private static delegate*<in RowArguments, void> ChooseHalf<V>(int vectors, bool pair)
        where V : unmanaged, ILanes<V> => (vectors, pair) switch
    {
        (1, false) => &HalfRowKernel.Run<V, Constant.One, Constant.One>,
        (2, false) => &HalfRowKernel.Run<V, Constant.Two, Constant.One>,
        (3, false) => &HalfRowKernel.Run<V, Constant.Three, Constant.One>,
        (_, false) => &HalfRowKernel.Run<V, Constant.Four, Constant.One>,
        (1, true) => &HalfRowKernel.Run<V, Constant.One, Constant.Two>,
        (2, true) => &HalfRowKernel.Run<V, Constant.Two, Constant.Two>,
        (3, true) => &HalfRowKernel.Run<V, Constant.Three, Constant.Two>,
        _ => &HalfRowKernel.Run<V, Constant.Four, Constant.Two>,
    };
}
