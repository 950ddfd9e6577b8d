using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The right-hand side B of <c>C[rows, columns] += A[rows, inner] B[inner, columns]</c>, stored in the tiles that the micro-kernels of the
/// current SIMD level read in order: <c>[tile][inner][columns of the tile]</c>. A matrix of few columns is stored by columns, see
/// <see cref="ByColumns"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class PackedMatrix
{
    private AlignedBuffer _values;
    private readonly AlignedBuffer _zeroBias;
    private readonly WeightMove _move = new();
    private readonly List<(int Begin, int Inner)> _packedRows = []; // of each call of PackWeights

    private PackedMatrix(GateLayout columns, GateLayout innerRows, int inner)
    {
        Columns = columns;
        InnerRow = innerRows;
        Inner = inner;
        RowLength = columns.RowLength;
        Level = Simd.Level;
        Plan = new TilePlan(columns, Level);
        StoredRows = inner;
        ByColumns = FewColumns;
        _values = new AlignedBuffer();
        _zeroBias = new AlignedBuffer(columns.RowLength);
    }

    /// <summary>Layout of a row of C; the window holds the columns of this matrix.</summary>
    public GateLayout Columns { get; }

    /// <summary>Length of the inner dimension.</summary>
    public int Inner { get; }

    /// <summary><see cref="Inner"/> once weights were packed, before that 0: nothing can be multiplied, and no memory is taken.</summary>
    internal int Packed { get; private set; }

    /// <summary>Length of a row of C.</summary>
    internal int RowLength { get; }

    /// <summary>The SIMD level that the tiles were packed for.</summary>
    public SimdLevel Level { get; private set; }

    /// <summary>Layout of a row of A where it is a gate row (backward), else the default.</summary>
    internal GateLayout InnerRow { get; }

    /// <summary>
    /// Whether the weights are stored <c>[column][inner]</c>, for <see cref="ColumnDots"/>: those of a dense row of few columns, on the way
    /// forward, unless they have 8 bits.
    /// </summary>
    internal bool ByColumns { get; private set; }

    internal TilePlan Plan { get; private set; }

    /// <summary>How the weights are stored: as floats until <see cref="Narrow"/>.</summary>
    internal WeightPrecision Precision { get; private set; }

    /// <summary>Rows of lanes of 32 bits in a tile: a lane is a float, the weights of two rows in bfloat16, or those of four rows in 8
    /// bits.</summary>
    internal int StoredRows { get; private set; }

    internal ReadOnlySpan<float> Values => _values.Span;

    /// <summary>Where <see cref="Values"/> begin, as long as the matrix lives.</summary>
    internal unsafe float* Pointer => _values.Pointer;

    /// <summary>Whether B is more than stays in the first-level cache from one product to the next: 32 KB.</summary>
    internal bool IsFar => _values.Length > 8192;

    /// <summary>
    /// Whether B is more than stays in the caches of a processor from one product to the next, so that kernels ask for it ahead: 12 MB, and
    /// 1 MB where vectors have 256 bits or less, as such processors have second-level caches of half a megabyte.
    /// </summary>
    internal bool IsBeyondCaches => _values.Length >= (Level == SimdLevel.Vector512 ? 3 * 1024 * 1024 : 256 * 1024);

    internal ReadOnlySpan<float> ZeroBias => _zeroBias.Span;

    /// <summary>Space for weights that compute the window of a gate row from <paramref name="inner"/> inputs.</summary>
    /// <param name="layout">The gate row; the columns are its window.</param>
    /// <param name="inner">Rows of B: the sum of <see cref="Channels.Inner"/> over the inputs packed below each other.</param>
    public static PackedMatrix ForGates(GateLayout layout, int inner)
    {
        layout.Validate(nameof(layout));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inner);
        return new PackedMatrix(layout, default, inner);
    }

    /// <summary>Space for transposed weights that carry gradients of a gate row back to the inputs.</summary>
    /// <param name="layout">The gate row; its window is the inner dimension.</param>
    /// <param name="outputs">Stored width of the inputs' channels, <see cref="Channels.Width"/>.</param>
    public static PackedMatrix ForBackward(GateLayout layout, int outputs)
    {
        layout.Validate(nameof(layout));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        PackedMatrix matrix = new(GateLayout.Dense(Panel.Pad(outputs)), layout, layout.Panels * layout.WindowLength);
        EarlyCompilation.Begin(layout, matrix.Plan);
        return matrix;
    }

    /// <summary>Keeps <see cref="Pointer"/> for good.</summary>
    internal void Fix() => _values.Fix();

    private bool FewColumns => InnerRow.Units == 0 && Columns.Slots == 1 && ColumnDots.Pay(Columns.Units, Inner);

    private int Length =>
        ByColumns ? checked(Columns.Units * ColumnDots.ColumnLength(Inner)) : checked(Plan.TileStart[^1] * Panel.Units * Inner);

    /// <summary>Where row <paramref name="inner"/> of a tile begins, and the tile's row length.</summary>
    internal unsafe (nint Address, int RowLength) Locate(int tile, nint inner)
    {
        int start = Plan.TileStart[tile], row = (Plan.TileStart[tile + 1] - start) * Panel.Units;
        return ((nint)(Pointer + (nint)start * Panel.Units * Inner + inner * row), row);
    }

    /// <summary>Takes the memory, and follows a change of the SIMD level: the tiles are cut anew and empty.</summary>
    private void Prepare()
    {
        bool follows = Level != Simd.Level;
        if (follows)
        {
            Level = Simd.Level;
            Plan = new TilePlan(Columns, Level);
        }

        if (Precision != WeightPrecision.Float32)
        {
            (Precision, StoredRows, ByColumns) = (WeightPrecision.Float32, Inner, FewColumns);
            _values = new AlignedBuffer();
        }

        if (!_values.EnsureLength(Length) && follows)
            _values.Clear();
        Packed = Inner;
    }
}
