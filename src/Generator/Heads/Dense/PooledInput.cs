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
        string length = $"{Input.Time}.Batch * {Input.Stride}", shape = $"[B, {Input.Stride}]";
        site.Plan.Buffer(Name + "Pooled", length, shape, $"what the head reads: {title}");
        site.Plan.Buffer(Name + "PooledGradient", length, shape, "its gradient", trainingOnly: true);
    }

    public override string Title { get; }

    public override string GradientRows => Pooled;

    protected string Pooled => $"ws.{Name}Pooled.Span";

    protected string PooledGradient => $"ws.{Name}PooledGradient.Span";

    public override void PackTransposed(ParameterPlan weight, int outputs) => Site.Plan.Pack(
        Transposed, RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward(GateLayout.Dense({outputs}), {Input.Stride})",
        $"{weight.Comment} for the gradient of its input", true,
        $"{Transposed}.PackTransposed({weight.Slice("parameters")}, {Input.Channels}, GateSlots.One);");

    public override void EmitForward(CodeWriter w)
    {
        EmitPool(w);
        EmitDropout(w, Pooled);
    }

    public override void EmitDense(CodeWriter w, string weights, string bias) => w.Line($"""
        PanelGemm.Multiply({weights}, rowEnd - rowBegin, {bias}, {Pooled}[(rowBegin * {Input.Stride})..], {Input.Stride}, head.Outputs.Span[(rowBegin * head.Stride)..], head.Stride);
        """);

    public override void EmitBackward(CodeWriter w)
    {
        w.Line($"""
            PanelGemm.Multiply(ws.Packed.{Transposed}, rowEnd - rowBegin, default, head.OutputGradients.Span[(rowBegin * head.Stride)..], head.Stride, {PooledGradient}[(rowBegin * {Input.Stride})..], {Input.Stride}, accumulate: false);
            """);
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
