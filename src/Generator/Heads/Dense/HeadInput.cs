using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>How a head gets from the body's sequence to the rows that its dense layer reads, and back.</summary>
internal abstract class HeadInput(string name, SequencePlan input)
{
    protected string Name { get; } = name;

    protected SequencePlan Input { get; } = input;

    /// <summary>Whether it can be computed step by step.</summary>
    public virtual bool Causal => true;

    public static HeadInput Plan(PlanBuilder plan, DenseHeadSpec spec, string name, SequencePlan input) => spec.Pooling switch
    {
        PoolingKind.EveryStep => EveryStepInput.Create(plan, spec, name, input),
        _ => LastInput.Create(plan, spec, name, input),
    };

    /// <summary>Statements of the forward pass before the dense layer.</summary>
    public abstract void EmitForward(CodeWriter writer);

    /// <summary>Statements that apply the dense layer; in scope: <c>ws</c>, <c>head</c>, <c>time</c>, rowBegin, rowEnd.</summary>
    public abstract void EmitDense(CodeWriter writer, string weights, string bias);

    /// <summary>Statements that carry the outputs' gradient back to the body's.</summary>
    public abstract void EmitBackward(CodeWriter writer, string transposed);

    /// <summary>Expression for the rows that the dense layer read, and for their number.</summary>
    public abstract (string Rows, string Count) GradientRows { get; }

    protected string Sequence(string skipSlot) =>
        Input.Slot == 0 ? $"ws.{Input.Buffer}.Span" : $"ws.{Input.Buffer}.Span[({skipSlot} * {Input.Stride})..]";
}
