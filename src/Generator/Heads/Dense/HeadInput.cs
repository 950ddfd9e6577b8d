using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>How a head gets from the body's sequence to the rows that its dense layer reads, and back.</summary>
internal abstract class HeadInput(HeadPlacement site)
{
    protected string Name => site.Name;

    protected SequencePlan Input => site.Input;

    protected HeadPlacement Site => site;

    /// <summary>Whether it can be computed step by step.</summary>
    public virtual bool Causal => true;

    /// <summary>What it reads, in words.</summary>
    public abstract string Title { get; }

    /// <summary>Its own parameters.</summary>
    public virtual IReadOnlyList<ParameterPlan> Parameters => [];

    /// <summary>Makes the pooling of a head, with its parameters and buffers.</summary>
    public static HeadInput Create(HeadPlacement site, DenseHeadSpec spec) => spec.Pooling switch
    {
        PoolingKind.EveryStep => new EveryStepInput(site, spec.Dropout),
        PoolingKind.Mean => new MeanInput(site, spec.Dropout),
        PoolingKind.Max => new MaxInput(site, spec.Dropout),
        PoolingKind.Attention => new AttentionInput(site, spec.Dropout),
        _ => new LastInput(site, spec.Dropout),
    };

    /// <summary>The runtime's type that has the copies of the dense layer's weights.</summary>
    public abstract string WeightsType { get; }

    /// <summary>What its constructor takes besides, followed by a comma and a space.</summary>
    public virtual string WeightsStride => "";

    /// <summary>
    /// What the dense layer reads in a stream's step of one row, as block and first value; null where that must be computed.
    /// </summary>
    public virtual string? RowAtStep => null;

    /// <summary>Statements of the forward pass before the dense layer.</summary>
    public abstract void EmitForward(CodeWriter writer);

    /// <summary>Statements that apply the dense layer; in scope: <c>ws</c>, <c>head</c>, <c>time</c>, rowBegin, rowEnd.</summary>
    public abstract void EmitDense(CodeWriter writer);

    /// <summary>Statements that carry the outputs' gradient back to the body's.</summary>
    public abstract void EmitBackward(CodeWriter writer);

    /// <summary>Statements that add the gradients of its own parameters; in scope besides: <c>gradients</c>, part, parts.</summary>
    public virtual void EmitGradients(CodeWriter writer)
    {
    }

    /// <summary>Expression for the rows that the dense layer read.</summary>
    public abstract string GradientRows { get; }

    /// <summary>The same for a GPU.</summary>
    public abstract IlgpuHeadInput Ilgpu { get; }

    protected string Sequence =>
        Input.Slot == 0 ? $"ws.{Input.Buffer}.Span" : $"ws.{Input.Buffer}.Span[(time.Batch * {Input.Stride})..]";

    /// <summary>The sequence's first step, for a batch of one: block and first value.</summary>
    protected string FirstRow => $"ws.{Input.Buffer}, {Input.Slot * Input.Stride}";

    /// <summary>The copies of the dense layer's weights.</summary>
    protected string Weights => $"ws.Packed.{Name}";
}
