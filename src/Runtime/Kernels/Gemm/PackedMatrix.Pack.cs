namespace LstmGen.CompilerServices;

public sealed partial class PackedMatrix
{
    /// <summary>
    /// Packs weights into rows <c>innerOffset .. innerOffset + inputs.Inner - 1</c>. Allocates nothing when packed again.
    /// </summary>
    /// <param name="innerOffset">First row of B.</param>
    /// <param name="weight">[gates * Units, K] row-major, K = <c>inputs.Count</c>.</param>
    /// <param name="inputs">How the K input channels are stored.</param>
    /// <param name="slots">Slot of each gate, in the order of the gates in <paramref name="weight"/>.</param>
    /// <exception cref="ArgumentException">The weight's length or the rows do not fit.</exception>
    /// <exception cref="InvalidOperationException">The matrix was made by <see cref="ForBackward"/>.</exception>
    public void PackWeights(int innerOffset, ReadOnlySpan<float> weight, Channels inputs, ReadOnlySpan<int> slots)
    {
        Columns.ValidateSlots(slots, nameof(slots));
        if (InnerRow.Units != 0) throw new InvalidOperationException("This matrix was made by ForBackward; fill it with PackTransposed.");
        RequireShape(weight, slots.Length, Columns.Units, inputs);
        if (innerOffset < 0 || innerOffset + inputs.Inner > Inner)
            throw new ArgumentOutOfRangeException(
                nameof(innerOffset), $"Rows {innerOffset} to {innerOffset + inputs.Inner} do not fit an inner dimension of {Inner}.");
        Prepare();
        _move.ToColumns(this, innerOffset, weight, inputs, slots);
        if (!_packedRows.Contains((innerOffset, inputs.Inner)))
            _packedRows.Add((innerOffset, inputs.Inner));
    }

    /// <summary>Packs the transpose of weights for the way back. Allocates nothing when packed again.</summary>
    /// <param name="weight">[gates * Units, K] row-major, K = <c>inputs.Count</c>.</param>
    /// <param name="inputs">How the K input channels are stored; their width is the number of columns.</param>
    /// <param name="slots">Slot of each gate, in the order of the gates in <paramref name="weight"/>.</param>
    /// <exception cref="ArgumentException">The weight's length or the channels do not fit.</exception>
    public void PackTransposed(ReadOnlySpan<float> weight, Channels inputs, ReadOnlySpan<int> slots)
    {
        if (InnerRow.Units == 0) throw new InvalidOperationException("This matrix was made by ForGates; fill it with PackWeights.");
        InnerRow.ValidateSlots(slots, nameof(slots));
        RequireShape(weight, slots.Length, InnerRow.Units, inputs);
        if (inputs.Width != Columns.Units)
            throw new ArgumentException(
                $"The channels are stored {inputs.Width} wide, the matrix has {Columns.Units} columns.", nameof(inputs));
        Prepare();
        _move.ToRows(this, weight, inputs, slots);
    }

    /// <summary>Puts a bias into a gate row, or adds it to what is there.</summary>
    /// <param name="packed">Gate row, [<see cref="GateLayout.RowLength"/>].</param>
    /// <param name="layout">Layout of the row.</param>
    /// <param name="bias">[gates * Units].</param>
    /// <param name="slots">Slot of each gate.</param>
    /// <param name="add">Whether to add to the row.</param>
    public static void PackBias(Span<float> packed, GateLayout layout, ReadOnlySpan<float> bias, ReadOnlySpan<int> slots, bool add)
    {
        if (packed.Length < layout.RowLength)
            throw new ArgumentException($"The gate row has {packed.Length} values; it needs {layout.RowLength}.", nameof(packed));
        if (bias.Length != slots.Length * layout.Units)
            throw new ArgumentException($"The bias has {bias.Length} values; it needs {slots.Length} * {layout.Units}.", nameof(bias));
        for (int gate = 0; gate < slots.Length; gate++)
            for (int unit = 0; unit < layout.Units; unit++)
            {
                ref float to = ref packed[layout.Position(unit, slots[gate])];
                float value = bias[gate * layout.Units + unit];
                to = add ? to + value : value;
            }
    }

    private static void RequireShape(ReadOnlySpan<float> weight, int gates, int units, Channels inputs)
    {
        if (weight.Length != gates * units * inputs.Count)
            throw new ArgumentException(
                $"The weight has {weight.Length} values; [{gates} * {units}, {inputs.Count}] needs {gates * units * inputs.Count}.",
                nameof(weight));
    }
}
