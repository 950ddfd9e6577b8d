using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Gradients of the weights and biases of a product over a whole sequence: <c>dW += dG^T A</c>, <c>db += sum dG</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class WeightGradient
{
    /// <summary>Adds the products of all (time step, row) pairs to the gradient of the weights of the units of some panels.</summary>
    /// <param name="gradient">[gates * Units, K] row-major, added to.</param>
    /// <param name="layout">Layout of the gate rows.</param>
    /// <param name="slots">Slot of each gate, in the order of the gates in <paramref name="gradient"/>; all in the window.</param>
    /// <param name="dGates">Gradients of the gate rows, [pairs, RowLength].</param>
    /// <param name="dGatesStride">Floats from row to row of <paramref name="dGates"/>.</param>
    /// <param name="inputs">The inputs of the product, [pairs, stored channels].</param>
    /// <param name="inputStride">Floats from row to row of <paramref name="inputs"/>.</param>
    /// <param name="channels">How the K input channels are stored.</param>
    /// <param name="pairs">The rows to sum over; their number stands for all.</param>
    /// <param name="panelBegin">First panel of units.</param>
    /// <param name="panelEnd">Panel after the last. The result does not depend on how panels are split into calls.</param>
    public static void Accumulate(
        Span<float> gradient, GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride,
        ReadOnlySpan<float> inputs, int inputStride, Channels channels, ValidPairs pairs, int panelBegin, int panelEnd)
        => Accumulate(
            new GradientInput(gradient, inputs, inputStride, channels), default, default, default,
            layout, slots, dGates, dGatesStride, pairs, panelBegin, panelEnd);

    /// <summary>
    /// Adds the gradients of the weights of up to two inputs and of up to two biases, whose gradients are the same sums, reading the gate
    /// rows once. Bits are those of one call for each.
    /// </summary>
    /// <param name="first">An input and its gradient.</param>
    /// <param name="second">A second one; default for none.</param>
    /// <param name="bias1">Gradient of a bias, [gates * Units], added to; empty for none.</param>
    /// <param name="bias2">Gradient of a second bias; empty for none.</param>
    /// <param name="layout">Layout of the gate rows.</param>
    /// <param name="slots">Slot of each gate, in the order of the gates in the gradients; all in the window.</param>
    /// <param name="dGates">Gradients of the gate rows, [pairs, RowLength].</param>
    /// <param name="dGatesStride">Floats from row to row of <paramref name="dGates"/>.</param>
    /// <param name="pairs">The rows to sum over; their number stands for all.</param>
    /// <param name="panelBegin">First panel of units.</param>
    /// <param name="panelEnd">Panel after the last. The result does not depend on how panels are split into calls.</param>
    public static void Accumulate(
        GradientInput first, GradientInput second, Span<float> bias1, Span<float> bias2,
        GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride, ValidPairs pairs, int panelBegin,
        int panelEnd)
    {
        Validate(layout, slots, dGates, dGatesStride, pairs.Count, panelBegin, panelEnd);
        Validate(first, second, bias1, bias2, slots.Length * layout.Units, pairs.Count);
        if (pairs.Count > 0 && panelBegin < panelEnd)
            Run(
                first, second, bias1, bias2, layout, slots, dGates, dGatesStride, pairs, panelBegin, panelEnd, 0,
                first.Channels.Count + second.Channels.Count);
    }

    /// <summary>Adds a thread's share of the same gradients.</summary>
    /// <param name="first">An input and its gradient.</param>
    /// <param name="second">A second one; default for none.</param>
    /// <param name="bias1">Gradient of a bias, [gates * Units], added to; empty for none.</param>
    /// <param name="bias2">Gradient of a second bias; empty for none.</param>
    /// <param name="layout">Layout of the gate rows.</param>
    /// <param name="slots">Slot of each gate, in the order of the gates in the gradients; all in the window.</param>
    /// <param name="dGates">Gradients of the gate rows, [pairs, RowLength].</param>
    /// <param name="dGatesStride">Floats from row to row of <paramref name="dGates"/>.</param>
    /// <param name="pairs">The rows to sum over; their number stands for all.</param>
    /// <param name="share">The share. The result does not depend on the number of shares.</param>
    public static void Accumulate(
        GradientInput first, GradientInput second, Span<float> bias1, Span<float> bias2,
        GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride, ValidPairs pairs, GradientShare share)
    {
        if (!share.SplitsInputs(layout, Simd.Level))
        {
            (int panelBegin, int panelEnd) = share.Panels(layout);
            Accumulate(first, second, bias1, bias2, layout, slots, dGates, dGatesStride, pairs, panelBegin, panelEnd);
            return;
        }

        Validate(layout, slots, dGates, dGatesStride, pairs.Count, 0, layout.Panels);
        Validate(first, second, bias1, bias2, slots.Length * layout.Units, pairs.Count);
        (int begin, int end) = share.Inputs(first.Channels.Count + second.Channels.Count);
        if (begin > 0)
            bias1 = bias2 = default; // summed by the part that has the first input
        if (pairs.Count > 0 && begin < end)
            Run(first, second, bias1, bias2, layout, slots, dGates, dGatesStride, pairs, 0, layout.Panels, begin, end);
    }

    /// <summary>Adds the sum of the gate rows' gradients to the gradient of the bias of the units of some panels.</summary>
    /// <param name="gradient">[gates * Units], added to.</param>
    /// <param name="layout">Layout of the gate rows.</param>
    /// <param name="slots">Slot of each gate.</param>
    /// <param name="dGates">Gradients of the gate rows, [pairs, RowLength].</param>
    /// <param name="dGatesStride">Floats from row to row.</param>
    /// <param name="pairs">The rows to sum over; their number stands for all.</param>
    /// <param name="panelBegin">First panel of units.</param>
    /// <param name="panelEnd">Panel after the last.</param>
    public static void AccumulateBias(
        Span<float> gradient, GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride,
        ValidPairs pairs, int panelBegin, int panelEnd)
    {
        Validate(layout, slots, dGates, dGatesStride, pairs.Count, panelBegin, panelEnd);
        if (gradient.Length != slots.Length * layout.Units)
            throw new ArgumentException(
                $"The gradient has {gradient.Length} values; it needs {slots.Length * layout.Units}.", nameof(gradient));
        // The stride of 0 reads the same ones for every pair.
        if (pairs.Count > 0 && panelBegin < panelEnd)
            Run(new GradientInput(gradient, Ones, 0, new Channels(1, 1)), default, default, default,
                layout, slots, dGates, dGatesStride, pairs, panelBegin, panelEnd, 0, 1);
    }

    private static void Validate(
        GradientInput first, GradientInput second, ReadOnlySpan<float> bias1, ReadOnlySpan<float> bias2, int gateUnits, int pairs)
    {
        first.Validate(gateUnits, pairs);
        second.Validate(gateUnits, pairs);
        ValidateBias(bias1.Length, gateUnits, nameof(bias1));
        ValidateBias(bias2.Length, gateUnits, nameof(bias2));
    }

    private static void Validate(
        GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int stride, int pairs, int panelBegin, int panelEnd)
    {
        layout.Validate(nameof(layout));
        layout.ValidateSlots(slots, nameof(slots));
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        if (panelBegin < 0 || panelEnd > layout.Panels || panelBegin > panelEnd)
            throw new ArgumentOutOfRangeException(
                nameof(panelBegin), $"Panels {panelBegin} to {panelEnd} do not lie in the {layout.Panels} panels of the layout.");
        if (pairs > 0 && dGates.Length < (long)(pairs - 1) * stride + layout.RowLength)
            throw new ArgumentException(
                $"{pairs} gate rows of {layout.RowLength} values at stride {stride} need more than the {dGates.Length} values given.",
                nameof(dGates));
    }

    private static void ValidateBias(int length, int expected, string parameter)
    {
        if (length != 0 && length != expected)
            throw new ArgumentException($"The bias gradient has {length} values; it needs {expected}, or none.", parameter);
    }
}
