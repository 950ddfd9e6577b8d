using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Step by step: a product of all rows with W_hh, tile by tile, and passes with a thread for each unit of each row.</summary>
/// <param name="direction">The direction.</param>
/// <param name="reason">Why it is not one kernel for all steps.</param>
internal sealed class IlgpuStepLoop(RecurrentDirection direction, string reason) : IlgpuLoop(direction)
{
    private readonly IlgpuCell _cell = direction.Cell.Ilgpu(direction);

    private readonly IlgpuStep _step = new(direction);

    private IEnumerable<UnitPass> BackwardPasses => [.. Cell.BackwardPasses(Direction), .. ProjectedHidden.BackwardPasses(Direction)];

    private IEnumerable<UnitPass> ForwardPasses => [.. Cell.ForwardPasses(Direction), .. ProjectedHidden.ForwardPasses(Direction)];

    private bool Drops => Direction.Spec.RecurrentDropout > 0;

    public override string Plan =>
        $"step by step, a product of all rows and a pass over their units in turn, because {reason}; x W_ih^T and the weight gradients "
            + "are products over the whole sequence";

    private bool Multiplies => Cell.RecurrentWindow.Count > 0;

    public override IEnumerable<IlgpuBlock> Blocks =>
        Multiplies ? [new(_cell.Recurrent, $"{Cell.RecurrentWeight!.Comment} as [h][panel][slot][8 units].")] : [];

    public override IEnumerable<string> Pack =>
        Multiplies
            ? [$"Kernels.Gates.PackPanels({_cell.RecurrentLayout}, "
                + $"{IlgpuLayer.View("Weights", Cell.RecurrentWeight!)}, {_cell.Recurrent});"]
            : [];

    public override void EmitForward(CodeWriter w) => EmitSteps(w, descending: Direction.Reverse, () =>
    {
        if (Cell.StepInput is { } input)
        {
            input.Ilgpu.EmitForwardStep(w);
            _cell.EmitInputStep(w);
        }

        if (Drops)
            w.Line(
                IlgpuRecurrentDropout.Apply(
                    Direction, "rows", IlgpuStep.View(new("", Direction.Hidden, Direction.PreviousSlot), Cell.StateStride),
                    IlgpuStep.View(Direction.Read, Cell.StateStride), add: false));
        _cell.EmitForwardStep(w, _step);
        IlgpuProjectedHidden.EmitForwardStep(w, _step);
    });

    public override void EmitBackward(CodeWriter w)
    {
        bool share = new HiddenGradient(Direction).HasDirectShare;
        EmitSteps(w, descending: !Direction.Reverse, () =>
        {
            IlgpuProjectedHidden.EmitBackwardStep(w, _step);
            _cell.EmitBackwardStep(w, _step);
            string gradient = Direction.ReadGradient.Buffer!;
            if (Multiplies)
                _cell.EmitTransposed(
                    w, _cell.Recurrent, Cell.RecurrentGates(Direction), gradient, accumulate: Drops ? Cell.SharesReadGradient : share);
            if (Drops)
                w.Line(IlgpuRecurrentDropout.Apply(Direction, "rows", $"ws.{gradient}.View", $"ws.{Direction.HiddenGradient}.View", share));
            Cell.StepInput?.Ilgpu.EmitBackwardStep(w);
        });
    }

    public override void EmitForwardKernels(CodeWriter w) => EmitKernels(w, ForwardPasses);

    public override void EmitBackwardKernels(CodeWriter w) => EmitKernels(w, BackwardPasses);

    public override void EmitCells(CodeWriter w)
    {
        bool first = true;
        foreach (UnitPass pass in ForwardPasses.Concat(BackwardPasses))
        {
            if (!first)
                w.Line();
            first = false;
            IlgpuCellPass.EmitStep(w, Direction.Layer, pass);
        }
    }

    public override void EmitRead(CodeWriter w) =>
        w.Line($"ArrayView<float> hRead = {(Drops ? $"ws.{RecurrentDropout.Dropped(Direction)}.View" : Before)};");

    private void EmitKernels(CodeWriter w, IEnumerable<UnitPass> passes)
    {
        foreach (UnitPass pass in passes)
        {
            w.Line();
            _step.EmitKernel(w, pass);
        }
    }

    private static void EmitSteps(CodeWriter w, bool descending, Action body)
    {
        using (w.Open(descending ? "for (int t = time.Steps - 1; t >= 0; t--)" : "for (int t = 0; t < time.Steps; t++)"))
        {
            w.Line($"int rows = time.Active[t];\nif (rows == 0)\n    {(descending ? "continue" : "break")};\n"
                + "var step = new DeviceStep { Batch = time.Batch, Step = t, Rows = rows };");
            body();
        }
    }
}
