namespace LstmGen.CompilerServices;

/// <summary>
/// Four slots of one panel, or of two where a vector holds them, as the gradients of two overlapping windows read them:
/// [row][slot][panel][8 units]. A product takes three of the slots; all four where a lone panel's three do not fill vectors of 16.
/// </summary>
internal readonly unsafe struct OverlapTile(SimdLevel level, int panel, int panels)
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelColumns = Slots * Panel.Units;

    private const int Slots = 4;

    private readonly int _taken = level == SimdLevel.Vector512 && panels == 1 ? Slots : Slots - 1;

    /// <summary>Slots before those that the first input is multiplied with.</summary>
    public int Skip => Slots - _taken;

    /// <summary>Pieces of eight columns.</summary>
    public int Pieces => Slots * panels;

    /// <summary>Pieces of a product's sums.</summary>
    public int SumPieces => _taken * panels;

    /// <summary>Columns of a product's sums.</summary>
    public int SumColumns => SumPieces * Panel.Units;

    /// <summary>The first unit of a piece.</summary>
    public int Unit(int piece) => (panel + piece % panels) * Panel.Units;

    /// <summary>The slot of a piece.</summary>
    public int Slot(int piece) => piece / panels;

    /// <summary>Copies the tile out of some gate rows and adds the rows to <paramref name="sums"/> unless it is null.</summary>
    public void Gather(
        float* gates, nint stride, ReadOnlySpan<ValidPairs.Stretch> stretches, GateLayout layout, float* to, float* sums)
    {
        foreach (ValidPairs.Stretch stretch in stretches)
        {
            Gather(gates + stretch.First * stride, stride, stretch.Length, layout, to, sums);
            to += stretch.Length * panels * PanelColumns;
        }
    }

    private void Gather(float* gates, nint stride, int rows, GateLayout layout, float* to, float* sums)
    {
        float* from = gates + layout.Position(panel * Panel.Units, layout.First);
        int length = panels * PanelColumns, next = layout.PanelLength;
        if (panels == 1)
        {
            WeightGradient.Gather<F32x8>(from, Panel.Units, 2 * Panel.Units, 3 * Panel.Units, stride, rows, to, length, sums);
            return;
        }
        WeightGradient.Gather<F32x8>(from, next, Panel.Units, next + Panel.Units, stride, rows, to, length, sums);
        WeightGradient.Gather<F32x8>(
            from + 2 * Panel.Units, next, Panel.Units, next + Panel.Units, stride, rows, to + PanelColumns, length,
            sums == null ? null : sums + PanelColumns);
    }

    /// <summary>
    /// Adds the products of inputs with the slots from <paramref name="slot"/> on to <paramref name="sums"/>,
    /// [inputs][<see cref="SumColumns"/>]: to <paramref name="start"/>, which is a row of zeros for the first chunk.
    /// </summary>
    public void Multiply(
        SimdLevel level, float* inputRows, int rowLength, int rows, float* tile, int slot, int inputs, float* sums, float* start)
    {
        if (inputs == 0) return;
        KernelArguments t = default;
        t.A1 = inputRows;
        t.A1Stride = 1;
        t.AStep = rowLength;
        t.Runs1 = 1;
        t.Run1 = rows;
        t.B = tile + slot * panels * Panel.Units;
        t.BStep = panels * PanelColumns;
        t.C = sums;
        t.CStride = SumColumns;
        t.Start = start;
        t.StartStride = start == sums ? SumColumns : 0;
        RowLoop.Run(level, SumPieces, inputs, t);
    }
}
