using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads one row per sequence; each pooling derives one class.</summary>
internal abstract class PooledInput : HeadInput
{
    protected PooledInput(HeadPlacement site, float dropout, string title)
        : base(site)
    {
        Title = title;
        Dropout = dropout;
        Stream = HeadDropout.Stream(site.Plan);
        site.Plan.RowBuffer(Name + "Pooled", Input.Stride, $"what the head reads: {title}", time: Input.Time);
        site.Plan.RowBuffer(Name + "PooledGradient", Input.Stride, "its gradient", trainingOnly: true, time: Input.Time);
    }

    public override string Title { get; }

    public override string GradientRows => Pooled;

    protected float Dropout { get; }

    /// <summary>The stream of the masks of dropout.</summary>
    protected uint Stream { get; }

    protected string Pooled => $"ws.{Name}Pooled.Span";

    protected string PooledGradient => $"ws.{Name}PooledGradient.Span";

    public override string WeightsType => "PooledDenseWeights";

    public override string WeightsStride => $"stride: {Input.Stride}, ";

    public override void EmitForward(CodeWriter w)
    {
        EmitPool(w);
        EmitDropout(w, Pooled);
    }

    public override void EmitDense(CodeWriter w) => w.Line($"{Weights}.Forward(head, ws.{Name}Pooled, rowBegin, rowEnd);");

    public override void EmitBackward(CodeWriter w)
    {
        w.Line($"{Weights}.Backward(head, ws.{Name}PooledGradient, rowBegin, rowEnd);");
        EmitDropout(w, PooledGradient);
        EmitUnpool(w);
    }

    /// <summary>Statements that fill the pooled rows.</summary>
    protected abstract void EmitPool(CodeWriter w);

    /// <summary>Statements that spread the pooled rows' gradient over the sequence's.</summary>
    protected abstract void EmitUnpool(CodeWriter w);

    private void EmitDropout(CodeWriter w, string rows)
    {
        if (Dropout > 0)
            w.Line($"DropoutMask.ApplyRows(ws, {Literal.Of(Dropout)}, {Stream}, {Input.Stride}, {rows}, rowBegin, rowEnd);");
    }
}
