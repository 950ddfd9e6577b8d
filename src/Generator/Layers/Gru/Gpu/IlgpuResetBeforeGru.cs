using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Gru;

/// <summary>The GRU with its reset gate before the recurrent product, on a GPU: two products and two passes to a step.</summary>
internal sealed class IlgpuResetBeforeGru(RecurrentDirection direction, ResetBeforeGruCell cell) : IlgpuCell(direction)
{
    private string Candidate => Direction.Name + "CandidateWeights";

    private string CandidateLayout => Direction.Name + "CandidateLayout";

    public override IEnumerable<IlgpuBlock> Blocks => [new(Candidate, "The rows of n in W_hh, as [h][panel][slot][8 units].")];

    public override IEnumerable<string> Members =>
        [$"private static readonly GateWeightLayout {CandidateLayout} = new({cell.Hidden}, {cell.Slots.Count}, new Channels(1, {cell.StateSize}), [{string.Join(", ", ResetBeforeGruCell.CandidateWindow.GatesBySlot(cell.Slots.Count))}]);"];

    public override IEnumerable<string> Pack =>
        [$"Kernels.Gates.PackPanels({CandidateLayout}, {cell.CandidateRows("Weights", "SubView")}, {Candidate});"];

    public override IEnumerable<(string Buffer, int Stride)> ClearedForward =>
        [(ResetBeforeGruCell.ResetHidden(Direction), cell.StateStride)];

    public override void EmitForwardStep(CodeWriter w, IlgpuStep step)
    {
        EmitProduct(w, Recurrent, Direction.Read, Direction.Gates, accumulate: true); // r z
        step.Launch(w, cell.ResetPass(Direction));
        EmitProduct(w, Candidate, new("", ResetBeforeGruCell.ResetHidden(Direction), "t"), Direction.Gates, accumulate: true); // n
        step.Launch(w, RecurrentForward.Pass(Direction));
    }

    public override void EmitBackwardStep(CodeWriter w, IlgpuStep step)
    {
        step.Launch(w, RecurrentBackward.Pass(Direction));
        EmitTransposed(w, Candidate, Direction.Gates, ResetBeforeGruCell.ResetGradient(Direction), accumulate: false); // ds = dn W_hn
        step.Launch(w, cell.ResetBackwardPass(Direction));
    }

    public override void EmitRecurrentWeightGradient(CodeWriter w) => w.Line($"""
        Kernels.Gates.AddWeightGradient({RecurrentLayout}, {cell.UpdateRows("Gradients", "SubView")}, pairs, hRead, da);
        Kernels.Gates.AddWeightGradient({CandidateLayout}, {cell.CandidateRows("Gradients", "SubView")}, pairs, ws.{ResetBeforeGruCell.ResetHidden(Direction)}.View, da);
        """);
}
