using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>The LSTM on a GPU: what peepholes and a kept c' add.</summary>
internal class IlgpuLstm(RecurrentDirection direction, LstmSpec spec, PeepholeWeights? peepholes) : IlgpuCell(direction)
{
    protected LstmSpec Options => spec;

    /// <summary>c of each step as it is before zoneout, all steps.</summary>
    private string NewCell => spec.KeepsNewCell ? $"ws.{Direction.Name}CellNew.View" : After;

    private string Skipped => $"ws.{Direction.CellState}.View.SubView(time.Batch * {Cell.Stride})";

    private string Before => Direction.Reverse ? Skipped : $"ws.{Direction.CellState}.View";

    private string After => Direction.Reverse ? $"ws.{Direction.CellState}.View" : Skipped;

    public override IEnumerable<IlgpuBlock> Blocks =>
        (peepholes?.All ?? []).Select(
            weight => new IlgpuBlock(Direction.Name + peepholes!.Name(weight), $"{weight.Comment}, padded."));

    public override IEnumerable<string> Pack =>
        (peepholes?.All ?? []).Select(weight => PackVector(peepholes!.Name(weight), weight));

    public override IEnumerable<(string Buffer, int Stride)> ClearedForward =>
        spec.KeepsNewCell ? [(Direction.Name + "CellNew", Cell.Stride)] : [];

    public override void EmitExtraGradients(CodeWriter w)
    {
        foreach ((ParameterPlan weight, int gate) in peepholes?.ByGate(Cell) ?? [])
            w.Line($"Kernels.Gates.AddUnitProducts({IlgpuLayer.View("Gradients", weight)}, pairs, da, new GateColumn({Cell.Hidden}, "
                + $"{Cell.Gates.Count}, {gate}), {(weight == peepholes!.Output ? NewCell : Before)}, new "
                + $"GateColumn({Cell.Hidden}, 1, 0));");
    }
}
