using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>How a GPU walks over time: what h gives to each step, forward, and what each step gives back to h, backward.</summary>
internal abstract class IlgpuLoop(RecurrentDirection direction)
{
    protected RecurrentDirection Direction => direction;

    protected RecurrentCell Cell => direction.Cell;

    /// <summary>How it is computed, and why.</summary>
    public abstract string Plan { get; }

    /// <summary>Copies of W_hh.</summary>
    public abstract IEnumerable<IlgpuBlock> Blocks { get; }

    /// <summary>Statements that fill <see cref="Blocks"/>.</summary>
    public abstract IEnumerable<string> Pack { get; }

    /// <summary>Statements of the forward pass; in scope: <c>ws</c>, <c>time</c>.</summary>
    public abstract void EmitForward(CodeWriter w);

    /// <summary>Statements of the backward pass.</summary>
    public abstract void EmitBackward(CodeWriter w);

    /// <summary>The kernels of the forward pass, each after an empty line.</summary>
    public abstract void EmitForwardKernels(CodeWriter w);

    /// <summary>The kernels of the backward pass, each after an empty line.</summary>
    public abstract void EmitBackwardKernels(CodeWriter w);

    /// <summary>The cell's equations, which both directions share.</summary>
    public abstract void EmitCells(CodeWriter w);

    /// <summary>
    /// Statements that define <c>hRead</c>, h before each step as the recurrent product read it; in scope: <c>time</c>, <c>pairs</c>.
    /// </summary>
    public abstract void EmitRead(CodeWriter w);

    /// <summary>h before each step, all of them.</summary>
    protected string Before => $"ws.{direction.Hidden}.View{(direction.Reverse ? $".SubView(time.Batch * {Cell.StateStride})" : "")}";

    /// <summary>The loop of a direction.</summary>
    public static IlgpuLoop Of(RecurrentDirection d) =>
        IlgpuPersistentLoop.Obstacle(d) is { } reason ? new IlgpuStepLoop(d, reason) : new IlgpuPersistentLoop(d);
}
