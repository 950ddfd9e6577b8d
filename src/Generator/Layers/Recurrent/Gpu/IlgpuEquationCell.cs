using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>A cell of its user's on a GPU.</summary>
internal sealed class IlgpuEquationCell(RecurrentDirection direction, EquationCell cell) : IlgpuCell(direction)
{
    private string Other => Direction.Name + "OtherWeights";

    private string OtherLayout => Direction.Name + "OtherLayout";

    private string LayoutOf(string packed) => Direction.Name + packed + "Layout";

    public override string? KernelReason => base.KernelReason
        ?? (cell.RecurrentWeight is null
            ? "there is no product with h to keep on chip"
            : cell.Slots.Count > 4 ? "a unit has more than four values" : null);

    public override IEnumerable<IlgpuBlock> Blocks =>
    [
        .. cell.Weights.Select(weight => new IlgpuBlock(Direction.Name + weight.Packed, $"{weight.Parameter.Comment}, padded.")),
        .. cell.HasOther
            ? new[] { new IlgpuBlock(Other, "The rows of W_hh that multiply another value, as [h][panel][slot][8 units].") }
            : [],
    ];

    public override IEnumerable<string> Members =>
    [
        .. cell.Weights.Select(weight => Layout(
            LayoutOf(weight.Packed), "new Channels(1, 1)",
            Enumerable.Range(0, cell.Slots.Count).Select(slot => slot == weight.Slot ? 0 : -1))),
        .. cell.HasOther
            ? new[] { Layout(OtherLayout, $"new Channels(1, {cell.StateSize})", cell.OtherWindow.GatesBySlot(cell.Slots.Count)) }
            : [],
    ];

    public override IEnumerable<string> Pack =>
    [
        .. cell.Weights.Select(weight => PackVector(weight.Packed, weight.Parameter)),
        .. cell.HasOther ? new[] { $"Kernels.Gates.PackPanels({OtherLayout}, {cell.OtherRows("Weights", "SubView")}, {Other});" } : [],
    ];

    public override IEnumerable<(string Buffer, int Stride)> ClearedForward =>
        cell.HasOther ? [(EquationCell.OtherValue(Direction), cell.StateStride)] : [];

    public override void EmitForwardStep(CodeWriter w, IlgpuStep step)
    {
        if (cell.RecurrentWindow.Count > 0)
            EmitProduct(w, Recurrent, Direction.Read, Direction.Gates, accumulate: true);
        if (cell.HasOther)
        {
            step.Launch(w, cell.OtherPass(Direction));
            EmitProduct(w, Other, new("", EquationCell.OtherValue(Direction), "t"), Direction.Gates, accumulate: true);
        }

        step.Launch(w, RecurrentForward.Pass(Direction));
    }

    public override void EmitBackwardStep(CodeWriter w, IlgpuStep step)
    {
        step.Launch(w, RecurrentBackward.Pass(Direction));
        if (!cell.HasOther)
            return;
        EmitTransposed(w, Other, Direction.Gates, EquationCell.OtherGradient(Direction), accumulate: false);
        step.Launch(w, cell.OtherBackwardPass(Direction));
    }

    public override void EmitRecurrentWeightGradient(CodeWriter w)
    {
        if (cell.RecurrentWindow.Count > 0)
            w.Line($"Kernels.Gates.AddWeightGradient({RecurrentLayout}, {cell.HiddenRows("Gradients", "SubView")}, pairs, hRead, da);");
        if (cell.HasOther)
            w.Line($"Kernels.Gates.AddWeightGradient({OtherLayout}, {cell.OtherRows("Gradients", "SubView")}, pairs, "
                + $"ws.{EquationCell.OtherValue(Direction)}.View, da);");
    }

    public override void EmitExtraGradients(CodeWriter w)
    {
        foreach ((ParameterPlan parameter, string packed, _) in cell.Weights)
            w.Line($"Kernels.Gates.AddBiasGradient({LayoutOf(packed)}, {IlgpuLayer.View("Gradients", parameter)}, pairs, da);");
    }

    private string Layout(string name, string channels, IEnumerable<int> gates) =>
        $"private static readonly GateWeightLayout {name} = new({cell.Hidden}, {cell.Slots.Count}, {channels}, "
            + $"[{string.Join(", ", gates)}]);";
}
