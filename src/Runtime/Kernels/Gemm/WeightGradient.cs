namespace LstmGen.Kernels;

/// <summary>Gradients of the weights and biases of a product over a whole sequence: <c>dW += dG^T A</c>, <c>db += sum dG</c>.</summary>
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
    /// <param name="pairs">Number of rows to sum over.</param>
    /// <param name="panelBegin">First panel of units.</param>
    /// <param name="panelEnd">Panel after the last. The result does not depend on how panels are split into calls.</param>
    public static void Accumulate(
        Span<float> gradient, GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride,
        ReadOnlySpan<float> inputs, int inputStride, Channels channels, int pairs, int panelBegin, int panelEnd)
    {
        Validate(gradient.Length, slots.Length * layout.Units * channels.Count, layout, slots, dGates, dGatesStride, pairs, panelBegin, panelEnd);
        int last = (channels.Groups - 1) * Panel.Pad(channels.Size) + channels.Size;
        if (pairs > 0 && inputs.Length < (long)(pairs - 1) * inputStride + last)
            throw new ArgumentException($"{pairs} rows of {last} values at stride {inputStride} need more than the {inputs.Length} values given.", nameof(inputs));
        if (pairs > 1 && inputStride < last)
            throw new ArgumentOutOfRangeException(nameof(inputStride), inputStride, $"Rows of {last} values must not overlap.");
        Run(gradient, layout, slots, dGates, dGatesStride, inputs, Math.Max(inputStride, 1), channels, pairs, panelBegin, panelEnd);
    }

    /// <summary>Adds the sum of the gate rows' gradients to the gradient of the bias of the units of some panels.</summary>
    /// <param name="gradient">[gates * Units], added to.</param>
    /// <param name="layout">Layout of the gate rows.</param>
    /// <param name="slots">Slot of each gate.</param>
    /// <param name="dGates">Gradients of the gate rows, [pairs, RowLength].</param>
    /// <param name="dGatesStride">Floats from row to row.</param>
    /// <param name="pairs">Number of rows to sum over.</param>
    /// <param name="panelBegin">First panel of units.</param>
    /// <param name="panelEnd">Panel after the last.</param>
    public static void AccumulateBias(
        Span<float> gradient, GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride,
        int pairs, int panelBegin, int panelEnd)
    {
        Validate(gradient.Length, slots.Length * layout.Units, layout, slots, dGates, dGatesStride, pairs, panelBegin, panelEnd);
        Run(gradient, layout, slots, dGates, dGatesStride, s_ones, 0, new Channels(1, 1), pairs, panelBegin, panelEnd);
    }

    private static void Validate(
        int gradient, int expected, GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int stride, int pairs, int panelBegin, int panelEnd)
    {
        layout.Validate(nameof(layout));
        layout.ValidateSlots(slots, nameof(slots));
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        if (gradient != expected) throw new ArgumentException($"The gradient has {gradient} values; it needs {expected}.", nameof(gradient));
        if (panelBegin < 0 || panelEnd > layout.Panels || panelBegin > panelEnd)
            throw new ArgumentOutOfRangeException(nameof(panelBegin), $"Panels {panelBegin} to {panelEnd} do not lie in the {layout.Panels} panels of the layout.");
        if (pairs > 0 && dGates.Length < (long)(pairs - 1) * stride + layout.RowLength)
            throw new ArgumentException($"{pairs} gate rows of {layout.RowLength} values at stride {stride} need more than the {dGates.Length} values given.", nameof(dGates));
    }
}
