using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// What one recurrent layer and direction keeps of every step in a training workspace. Its rows are those inside, ordered by falling
/// length: row r is the caller's row <see cref="ModelWorkspace.Order"/>[r].
/// </summary>
/// <param name="Name">For example <c>Lstm0</c> or <c>Lstm0Reverse</c>.</param>
/// <param name="Reverse">Whether it runs from the end to the start.</param>
/// <param name="Slots">What each unit stores, in order: the gates and what else the backward pass reads.</param>
/// <param name="Gates">[T, B, units / 8 (rounded up), slots, 8].</param>
/// <param name="Units">Units of the gates and of c.</param>
/// <param name="Hidden">h, [T + 1, B, width rounded up to 8]; forward, slot t + 1 follows step t, in reverse slot t.</param>
/// <param name="HiddenSize">Width of h.</param>
/// <param name="Cell">c, [T + 1, B, units rounded up to 8], slots as those of h; null where there is none.</param>
/// <param name="Time">The layer's steps.</param>
public sealed record RecurrentActivations(
    string Name, bool Reverse, string[] Slots, AlignedBuffer Gates, int Units, AlignedBuffer Hidden, int HiddenSize, AlignedBuffer? Cell,
    TimeLayout Time)
{
    /// <summary>Copies slot number <paramref name="slot"/> of every step of a row inside, [T, units].</summary>
    public float[] CopyGate(int slot, int row)
    {
        int panels = Panel.Pad(Units) / Panel.Units, count = Time.Lengths[row];
        float[] values = new float[count * Units];
        ReadOnlySpan<float> gates = Gates.Span;
        for (int t = 0; t < count; t++)
        {
            int from = (t * Time.Batch + row) * panels * Slots.Length * Panel.Units;
            for (int unit = 0; unit < Units; unit++)
                values[t * Units + unit] = gates[from + (unit / Panel.Units * Slots.Length + slot) * Panel.Units + unit % Panel.Units];
        }

        return values;
    }

    /// <summary>Copies h after every step of a row inside, [T, width].</summary>
    public float[] CopyHidden(int row) => CopyState(Hidden, HiddenSize, row);

    /// <summary>Copies c after every step of a row inside, [T, units]; null where there is none.</summary>
    public float[]? CopyCell(int row) => Cell is null ? null : CopyState(Cell, Units, row);

    private float[] CopyState(AlignedBuffer buffer, int size, int row)
    {
        int stride = Panel.Pad(size), count = Time.Lengths[row];
        float[] values = new float[count * size];
        for (int t = 0; t < count; t++)
        {
            int slot = Reverse ? t : t + 1;
            buffer.Span.Slice((slot * Time.Batch + row) * stride, size).CopyTo(values.AsSpan(t * size));
        }

        return values;
    }
}
