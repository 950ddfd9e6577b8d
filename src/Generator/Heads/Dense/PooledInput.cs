using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads one row per sequence; each pooling derives one class.</summary>
internal abstract class PooledInput : HeadInput
{
    private readonly float _dropout;
    private readonly uint _stream;

    protected PooledInput(HeadPlacement site, float dropout, string title)
        : base(site)
    {
        Title = title;
        _dropout = dropout;
        _stream = HeadDropout.Stream(site.Plan);
        site.Plan.RowBuffer(Name + "Pooled", Input.Stride, $"what the head reads: {title}", time: Input.Time);
        site.Plan.RowBuffer(Name + "PooledGradient", Input.Stride, "its gradient", trainingOnly: true, time: Input.Time);
    }

    public override string Title { get; }

    public override string GradientRows => Pooled;

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

    public override string IlgpuRows => $"ws.{Name}Pooled.View";

    public override IEnumerable<string> IlgpuForward => [.. IlgpuPool, .. IlgpuDropout("Pooled")];

    public override IEnumerable<string> IlgpuBackward(Func<string, bool, string> product) =>
        [product($"ws.{Name}PooledGradient.View", false), .. IlgpuDropout("PooledGradient"), .. IlgpuUnpool];

    /// <summary>Statements on a GPU that fill the pooled rows.</summary>
    protected abstract IEnumerable<string> IlgpuPool { get; }

    /// <summary>Statements on a GPU that spread the pooled rows' gradient over the sequence's.</summary>
    protected abstract IEnumerable<string> IlgpuUnpool { get; }

    private IEnumerable<string> IlgpuDropout(string rows) => _dropout == 0 ? [] :
        [$"if (ws.Dropout)\n    Kernels.Masks.ApplyRows(ws.Mask({Literal.Of(_dropout)}, {_stream}), {OnDevice}.Layout, "
            + $"{Input.Stride}, ws.{Name}{rows}.View);"];

    /// <summary>Statements that fill the pooled rows.</summary>
    protected abstract void EmitPool(CodeWriter w);

    /// <summary>Statements that spread the pooled rows' gradient over the sequence's.</summary>
    protected abstract void EmitUnpool(CodeWriter w);

    private void EmitDropout(CodeWriter w, string rows)
    {
        if (_dropout > 0)
            w.Line($"DropoutMask.ApplyRows(ws, {Literal.Of(_dropout)}, {_stream}, {Input.Stride}, {rows}, rowBegin, rowEnd);");
    }
}
