using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One kernel for all steps: a group of threads owns a few rows of the batch and keeps their h in shared memory.</summary>
internal sealed class IlgpuPersistentLoop(RecurrentDirection direction) : IlgpuLoop(direction)
{
    // Above, a step is bound by reading W_hh. Up to it, states and gates' gradients of a group fit into its shared memory, 48 KiB.
    private const int MostUnits = 1024;

    // Above, a row more to a group costs more registers than it saves reads of weights.
    private const int MostUnitsOfSeveralRows = 256;

    // ILGPU's launchers take no more.
    private const int MostArguments = 14;

    private UnitPass ForwardPass => RecurrentForward.Pass(Direction);

    private UnitPass BackwardPass => RecurrentBackward.Pass(Direction);

    private string Recurrent => Direction.Name + "RecurrentWeights";

    // Both kernels, for few rows and for many.
    private int[] RowsPerGroup => Cell.StateStride <= MostUnitsOfSeveralRows ? [1, 4] : [1];

    /// <summary>Why a direction cannot be computed so; null where it can.</summary>
    public static string? Obstacle(RecurrentDirection d)
    {
        if (d.Cell.Ilgpu(d).KernelReason is { } reason)
            return reason;
        if (d.Cell.StepInput is not null)
            return "a part of the input depends on h of the step before";
        if (d.Cell.StateStride > MostUnits)
            return $"with {d.Cell.StateSize} units each group of threads would read all of W_hh at every step, where the "
                + "tiles of a product share it";
        var loop = new IlgpuPersistentLoop(d);
        return 3 + Math.Max(loop.ForwardBuffers.Count, loop.BackwardBuffers.Count) > MostArguments
            ? $"a kernel over time would need more than {MostArguments} buffers" : null;
    }

    public override string Plan =>
        $"persistent over time, a group of threads owns {string.Join(" or ", RowsPerGroup)} row(s) for all steps, because h of "
            + $"{Cell.StateSize} units fits into shared memory; x W_ih^T and the weight gradients are products over the whole sequence";

    public override IEnumerable<IlgpuBlock> Blocks =>
    [
        new(Recurrent, $"{Cell.RecurrentWeight!.Comment} as [h][unit][slot]."),
        new(Direction.RecurrentTransposed, $"{Cell.RecurrentWeight!.Comment} as [unit][h][slot]."),
    ];

    public override IEnumerable<string> Pack =>
    [
        $"Kernels.Gates.PackUnits({Direction.Name}RecurrentLayout, {IlgpuLayer.View("Weights", Cell.RecurrentWeight!)}, {Recurrent});",
        $"Kernels.Gates.PackTransposed({Direction.Name}RecurrentLayout, {IlgpuLayer.View("Weights", Cell.RecurrentWeight!)}, "
            + $"{Direction.RecurrentTransposed});",
    ];

    public override void EmitForward(CodeWriter w) => EmitLaunch(w, "Forward", Recurrent, ForwardBuffers);

    public override void EmitBackward(CodeWriter w) => EmitLaunch(w, "Backward", Direction.RecurrentTransposed, BackwardBuffers);

    public override void EmitForwardKernels(CodeWriter w)
    {
        foreach (int rows in RowsPerGroup)
        {
            w.Line();
            IlgpuForward.EmitKernel(
                w, Direction, new IlgpuTimeLoop(Direction, rows), IlgpuCellPass.WithoutGates(ForwardPass), ForwardBuffers);
        }
    }

    public override void EmitBackwardKernels(CodeWriter w)
    {
        foreach (int rows in RowsPerGroup)
        {
            w.Line();
            IlgpuBackward.EmitKernel(
                w, Direction, new IlgpuTimeLoop(Direction, rows), IlgpuCellPass.WithoutGates(BackwardPass), BackwardBuffers);
        }
    }

    public override void EmitCells(CodeWriter w)
    {
        IlgpuCellPass.EmitPersistent(w, Direction.Layer, ForwardPass, "One unit of one row: gate holds the pre-activations.");
        w.Line();
        IlgpuCellPass.EmitPersistent(w, Direction.Layer, BackwardPass, "Gradients of one unit's pre-activations, in the gates' place.");
    }

    public override void EmitRead(CodeWriter w)
    {
        w.Line($"ArrayView<float> hRead = {Before};");
        if (Direction.Spec.RecurrentDropout == 0)
            return;
        string dropped = $"ws.{RecurrentDropout.Dropped(Direction)}.View";
        w.Line($"{IlgpuRecurrentDropout.Apply(Direction, "pairs", "hRead", dropped, add: false)}\nhRead = {dropped};");
    }

    private IReadOnlyList<RowsAt> ForwardBuffers =>
        Buffers([.. IlgpuCellPass.WithoutGates(ForwardPass), new CellOperand("start", new RowsAt("", Direction.Hidden), 0)]);

    private IReadOnlyList<RowsAt> BackwardBuffers => Buffers(IlgpuCellPass.WithoutGates(BackwardPass));

    private IReadOnlyList<RowsAt> Buffers(IEnumerable<CellOperand> operands) =>
        IlgpuCellPass.Buffers([.. operands, .. Direction.Spec.RecurrentDropout > 0 ? new[] { IlgpuTimeLoop.Mask(Direction) } : []]);

    // Groups of one row keep more of a large device busy; with more groups than it can hold, groups of four read weights less often.
    private void EmitLaunch(CodeWriter w, string pass, string weights, IEnumerable<RowsAt> buffers)
    {
        string arguments = $"time.Layout, ws.{Direction.Gates}.View, {weights}.View{IlgpuCellPass.Arguments(buffers)}";
        string threads = $"Device.GroupSize({(Cell.StateStride + 31) / 32 * 32})";
        string Launch(int rows) =>
            $"Device.Launch({new IlgpuTimeLoop(Direction, rows).Method(pass)}, new KernelConfig((time.Batch + {rows - 1}) / "
                + $"{rows}, {threads}), {arguments});";
        if (RowsPerGroup.Length == 1)
        {
            w.Line(Launch(1));
            return;
        }

        w.Line($"if (time.Batch <= Device.RowsAtOnce)\n    {Launch(1)}\nelse\n    {Launch(4)}");
    }
}
