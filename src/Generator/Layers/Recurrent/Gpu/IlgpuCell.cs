using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What a kind of cell has of its own on a GPU; this one has a product and a pass to a step.</summary>
internal class IlgpuCell(RecurrentDirection direction)
{
    protected RecurrentDirection Direction => direction;

    protected RecurrentCell Cell => direction.Cell;

    /// <summary>Block of W_hh for steps, as [h][panel][slot][8 units].</summary>
    public string Recurrent => direction.Name + "RecurrentWeights";

    /// <summary>Its layout.</summary>
    public string RecurrentLayout => direction.Name + "RecurrentLayout";

    /// <summary>Why one kernel over time cannot hold it; null where it can.</summary>
    public virtual string? KernelReason => Cell.StepReason;

    /// <summary>Copies of weights besides those that all cells have.</summary>
    public virtual IEnumerable<IlgpuBlock> Blocks => [];

    public virtual IEnumerable<string> Members => [];

    public virtual IEnumerable<string> Pack => [];

    /// <summary>Buffers to clear past a row's end before the forward pass, with their strides: sums over all steps read them.</summary>
    public virtual IEnumerable<(string Buffer, int Stride)> ClearedForward => [];

    /// <summary>The same before the backward pass.</summary>
    public virtual IEnumerable<(string Buffer, int Stride)> ClearedBackward => [];

    /// <summary>Statements for what x gives to all steps; in scope: <c>x</c>, <c>time</c>.</summary>
    public virtual void EmitInput(CodeWriter w) => w.Line(
        $"Kernels.Products.Multiply(time.Pairs, {direction.Input.Stride}, {Cell.GateStride}, x, {direction.Input.Stride}, "
            + $"{direction.InputWeights}.View, {direction.Bias}.View, ws.{direction.Gates}.View, {Cell.GateStride}); // x_t W_ih^T + b");

    /// <summary>
    /// The same of the step at hand alone, where a part of x depends on h of the step before; in scope also: <c>t</c>, <c>rows</c>.
    /// </summary>
    public void EmitInputStep(CodeWriter w) => w.Line(
        $"Kernels.Products.Multiply(rows, {direction.Input.Stride}, {Cell.GateStride}, x.SubView(t * time.Batch * "
            + $"{direction.Input.Stride}), {direction.Input.Stride}, {direction.InputWeights}.View, {direction.Bias}.View, "
            + $"{IlgpuStep.View(new("", direction.Gates, "t"), Cell.GateStride)}, {Cell.GateStride}); // x_t W_ih^T + b");

    /// <summary>Statements that compute a step, where it is computed alone.</summary>
    public virtual void EmitForwardStep(CodeWriter w, IlgpuStep step)
    {
        EmitProduct(w, Recurrent, direction.Read, direction.Gates, accumulate: true);
        foreach (UnitPass pass in Cell.ForwardPasses(direction))
            step.Launch(w, pass);
    }

    /// <summary>Statements of a step of the backward pass up to the product with W_hh.</summary>
    public virtual void EmitBackwardStep(CodeWriter w, IlgpuStep step)
    {
        foreach (UnitPass pass in Cell.BackwardPasses(direction))
            step.Launch(w, pass);
    }

    /// <summary>Statements after all steps of the backward pass.</summary>
    public virtual void EmitBackwardEnd(CodeWriter w)
    {
    }

    /// <summary>Statements that add the gradient of W_hh; in scope: <c>hRead</c>, <c>pairs</c>.</summary>
    public virtual void EmitRecurrentWeightGradient(CodeWriter w) => w.Line(
        $"Kernels.Gates.AddWeightGradient({RecurrentLayout}, {IlgpuLayer.View("Gradients", Cell.RecurrentWeight!)}, pairs, hRead, "
            + $"ws.{Cell.RecurrentGates(direction)}.View);");

    /// <summary>Statements that add the gradients of the cell's own parameters; in scope: <c>da</c>, <c>pairs</c>, <c>time</c>.</summary>
    public virtual void EmitExtraGradients(CodeWriter w)
    {
    }

    /// <summary>The statement that packs a parameter [H] as a row of one gate, for <see cref="PackedVector"/>.</summary>
    protected string PackVector(string name, ParameterPlan parameter) =>
        $"Kernels.Gates.PackBias(new GateWeightLayout({Cell.Hidden}, 1, new Channels(1, 1), [0]), "
            + $"{IlgpuLayer.View("Weights", parameter)}, {direction.Name}{name}, add: false);";

    /// <summary>The product of rows of h with a weight, at the step at hand, into a row of gates.</summary>
    protected void EmitProduct(CodeWriter w, string weights, RowsAt from, string gates, bool accumulate) => w.Line(
        $"Kernels.Products.Multiply(rows, {Cell.StateStride}, {Cell.GateStride}, {IlgpuStep.View(from, Cell.StateStride)}, "
            + $"{Cell.StateStride}, {weights}.View, ArrayView<float>.Empty, {IlgpuStep.View(new("", gates, "t"), Cell.GateStride)}, "
            + $"{Cell.GateStride}, accumulate: {Literal.Of(accumulate)});");

    /// <summary>The product of gates' gradients with a weight, at the step at hand, back to rows of h.</summary>
    public void EmitTransposed(CodeWriter w, string weights, string gates, string to, bool accumulate) => w.Line(
        $"Kernels.Products.MultiplyTransposed(rows, {Cell.GateStride}, {Cell.StateStride}, "
            + $"{IlgpuStep.View(new("", gates, "t"), Cell.GateStride)}, {Cell.GateStride}, {weights}.View, ws.{to}.View, "
            + $"{Cell.StateStride}, accumulate: {Literal.Of(accumulate)});");
}
