using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

/// <summary>
/// What a layer or head adds to the model on a GPU: the counterpart of <see cref="LayerPlan"/>, written next to it in
/// the same slice. Statements run on the processor and launch kernels. In their scope: <c>ws</c>, whose buffers have the names of
/// the processor's workspace; <c>Device</c>, <c>Kernels</c>; <c>Weights</c> and <c>Gradients</c>, the parameter block and its
/// gradients.
/// </summary>
internal abstract class IlgpuLayer
{
    /// <summary>Copies of weights, laid out for kernels.</summary>
    public virtual IEnumerable<IlgpuBlock> Blocks => [];

    /// <summary>Members of the model on the device, such as layouts.</summary>
    public virtual IEnumerable<string> Members => [];

    /// <summary>Statements that fill <see cref="Blocks"/> after the parameters have changed; <c>ws</c> is not in scope.</summary>
    public virtual IEnumerable<string> Pack => [];

    /// <summary>Statements of the forward pass.</summary>
    public virtual IEnumerable<string> Forward => [];

    /// <summary>Statements that score a head and write the gradient of its outputs.</summary>
    public virtual IEnumerable<string> Loss => [];

    /// <summary>Statements of the backward pass.</summary>
    public virtual IEnumerable<string> Backward => [];

    /// <summary>Statements that add the gradients of its parameters.</summary>
    public virtual IEnumerable<string> ParameterGradients => [];

    /// <summary>Statements of the workspace that copy its final states into <c>GatheredStates</c>.</summary>
    public virtual IEnumerable<string> SaveState => [];

    /// <summary>Statements of the workspace that copy what a stream would keep of a whole batch into <c>destination</c>.</summary>
    public virtual IEnumerable<string> SaveCache => [];

    /// <summary>Statements of the workspace that copy the gradients of its initial states into <c>GatheredStates</c>.</summary>
    public virtual IEnumerable<string> SaveStateGradient => [];

    /// <summary>How it is computed and why so, for comments and the model's table; null where there is no choice.</summary>
    public virtual string? Plan => null;

    /// <summary>Writes the methods that the statements call and their kernels.</summary>
    public virtual void Emit(CodeWriter w)
    {
    }

    /// <summary>A view of a parameter in the block of parameters or gradients.</summary>
    public static string View(string block, ParameterPlan parameter) => $"{block}.SubView({parameter.Offset}, {parameter.Length})";

    /// <summary>A view of a sequence from step 0 on; in scope: <c>ws</c>.</summary>
    public static string View(SequencePlan sequence) => sequence.Slot == 0
        ? $"ws.{sequence.Buffer}.View"
        : $"ws.{sequence.Buffer}.View.SubView(ws.{sequence.Time}OnDevice.Batch * {sequence.Slot * sequence.Stride})";

    /// <summary>The statement, where the gradient of <paramref name="sequence"/> is wanted.</summary>
    public static IEnumerable<string> WhereWanted(SequencePlan sequence, string statement) =>
        sequence.GradientUse.Guard(statement);
}
