using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Lays weights out as kernels read them, and brings gradients back to the parameters' own layout.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GateWeights
{
    private readonly GpuDevice _device;

    internal GateWeights(GpuDevice device) => _device = device;

    /// <summary>For products with whole sequences: [channel][panel][slot][8 units].</summary>
    public void PackPanels(GateWeightLayout layout, ArrayView<float> weight, DeviceBuffer packed) =>
        Pack(layout, weight, packed, layout.Width * layout.GateStride, 0);

    /// <summary>For the forward time loop: [channel][unit][slot].</summary>
    public void PackUnits(GateWeightLayout layout, ArrayView<float> weight, DeviceBuffer packed) =>
        Pack(layout, weight, packed, layout.Width * layout.Stride * layout.Lanes, 1);

    /// <summary>For the time loop backward: [unit][channel][slot].</summary>
    public void PackTransposed(GateWeightLayout layout, ArrayView<float> weight, DeviceBuffer packed) =>
        Pack(layout, weight, packed, layout.Width * layout.Stride * layout.Lanes, 2);

    /// <summary>A bias [gates x units] in a row of gates; <paramref name="add"/> adds to what is there.</summary>
    public void PackBias(GateWeightLayout layout, ArrayView<float> bias, DeviceBuffer packed, bool add)
    {
        ArgumentNullException.ThrowIfNull(packed);
        packed.EnsureLength(layout.GateStride);
        _device.Launch(Bias, _device.OnePer(layout.GateStride), layout, bias, packed.View, add ? 1 : 0);
    }

    /// <summary>dW += da^T x for rows of gates da and rows x, all steps and rows of a batch.</summary>
    /// <param name="layout">The weight's.</param>
    /// <param name="gradient">Gradient of the weight.</param>
    /// <param name="rows">Rows of x and da.</param>
    /// <param name="x">[rows, width of the layout].</param>
    /// <param name="da">[rows, gates].</param>
    public void AddWeightGradient(GateWeightLayout layout, ArrayView<float> gradient, int rows, ArrayView<float> x, ArrayView<float> da)
    {
        MatrixProducts products = _device.Kernels.Products;
        int parts = products.Transposed(rows, layout.Width, layout.GateStride, x, layout.Width, da, layout.GateStride);
        AddParts(layout, gradient, layout.Groups * layout.Size, parts, layout.Width * layout.GateStride);
    }

    /// <summary>db += sum of da over all steps and rows of a batch.</summary>
    public void AddBiasGradient(GateWeightLayout layout, ArrayView<float> gradient, int rows, ArrayView<float> da)
    {
        int parts = _device.Kernels.Products.SumColumns(rows, layout.GateStride, da, layout.GateStride);
        AddParts(layout, gradient, 1, parts, layout.GateStride);
    }

    /// <summary>gradient[u] += sum over rows of a[u] * b[u]: peepholes and gains.</summary>
    /// <param name="gradient">[units].</param>
    /// <param name="rows">Rows of a and b.</param>
    /// <param name="a">Rows of gates.</param>
    /// <param name="gatesOfA">The gate meant in a row of a.</param>
    /// <param name="b">Rows of gates.</param>
    /// <param name="gatesOfB">The gate meant in a row of b.</param>
    public void AddUnitProducts(
        ArrayView<float> gradient, int rows, ArrayView<float> a, GateColumn gatesOfA, ArrayView<float> b, GateColumn gatesOfB)
    {
        int stride = (gatesOfA.Units + 7) / 8 * 8, parts = _device.Kernels.Products.SumUnitProducts(rows, a, gatesOfA, b, gatesOfB);
        AddParts(new GateWeightLayout(gatesOfA.Units, 1, new Channels(1, 1), [0]), gradient, 1, parts, stride);
    }

    private void Pack(GateWeightLayout layout, ArrayView<float> weight, DeviceBuffer packed, int length, int form)
    {
        packed.EnsureLength(length);
        _device.Launch(Weights, _device.OnePer(length), layout, weight, packed.View, form);
    }

    private void AddParts(GateWeightLayout layout, ArrayView<float> gradient, int channels, int parts, int partStride) => _device.Launch(
        SumParts, _device.OnePer(gradient.Length), layout, _device.Kernels.Products.Partials.View, gradient, channels, parts, partStride);

    private static void Weights(GateWeightLayout layout, ArrayView<float> weight, ArrayView<float> packed, int form)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= packed.IntLength)
            return;
        int unit, slot, place;
        if (form == 0)
        {
            int within = at % layout.GateStride, panel = within / (8 * layout.Slots), inPanel = within % (8 * layout.Slots);
            (unit, slot, place) = (panel * 8 + inPanel % 8, inPanel / 8, at / layout.GateStride);
        }
        else
        {
            int pair = at / layout.Lanes, inner = form == 1 ? layout.Stride : layout.Width;
            slot = at % layout.Lanes;
            unit = form == 1 ? pair % inner : pair / inner;
            place = form == 1 ? pair / inner : pair % inner;
        }

        int source = layout.Source(unit, slot, place);
        packed[at] = source < 0 ? 0f : weight[source];
    }

    private static void Bias(GateWeightLayout layout, ArrayView<float> bias, ArrayView<float> packed, int add)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= layout.GateStride)
            return;
        int panel = at / (8 * layout.Slots), unit = panel * 8 + at % 8, gate = layout.Gate(at / 8 % layout.Slots);
        float value = add != 0 ? packed[at] : 0f;
        if (unit < layout.Units && gate >= 0)
            value += bias[gate * layout.Units + unit];
        packed[at] = value;
    }

    // One thread per value of the gradient adds the parts in their order.
    private static void SumParts(
        GateWeightLayout layout, ArrayView<float> parts, ArrayView<float> gradient, int channels, int count, int partStride)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= gradient.IntLength)
            return;
        int row = at / channels, gate = row / layout.Units, unit = row % layout.Units;
        int from = layout.Place(at % channels) * layout.GateStride + layout.Position(unit, layout.Slot(gate));
        float sum = 0f;
        for (int part = 0; part < count; part++)
            sum += parts[part * partStride + from];
        gradient[at] += sum;
    }
}
