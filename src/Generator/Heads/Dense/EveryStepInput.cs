using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads every step.</summary>
internal sealed class EveryStepInput : HeadInput
{
    private readonly float _dropout;
    private readonly uint _stream;

    public EveryStepInput(HeadPlacement site, float dropout)
        : base(site)
    {
        _dropout = dropout;
        _stream = HeadDropout.Stream(site.Plan);
        if (dropout == 0)
            return;
        site.Plan.StepBuffer(Name + "Dropped", Input.Stride, "what dropout left of the head's input", time: Input.Time);
        site.Plan.StepBuffer(Name + "DroppedGradient", Input.Stride, "its gradient", trainingOnly: true, time: Input.Time);
    }

    public override string RowAtStep => FirstRow;

    public override string Title => "every step";

    public override string GradientRows => _dropout > 0 ? $"ws.{Name}Dropped.Span" : Sequence;

    public override string WeightsType => "StepDenseWeights";

    public override void EmitForward(CodeWriter w)
    {
        if (_dropout > 0)
            w.Line($"DropoutMask.Apply(ws, time, {Mask}, {Input.Stride}, {Sequence}, ws.{Name}Dropped.Span, rowBegin, rowEnd);");
    }

    public override IlgpuHeadInput Ilgpu => new IlgpuEveryStepInput(Site, _dropout, _stream);

    public override void EmitDense(CodeWriter w) => w.Line($"""
        TimeDistributedDense.Multiply(time, {Weights}.Weights, {Weights}.Bias.Span, {GradientRows}, {Input.Stride}, head.Outputs.Span, head.Stride, rowBegin, rowEnd);
        """);

    public override void EmitBackward(CodeWriter w)
    {
        string products = $"{Weights}.Transposed.AddProducts(time, head.OutputGradients.Span, head.Stride,";
        if (_dropout == 0)
        {
            w.Line(Site.Carry($"{products} ws.{Input.Gradient}.Span, {Input.Stride}, rowBegin, rowEnd);"));
            return;
        }

        w.Line($"""
            Span<float> dx = ws.{Name}DroppedGradient.Span;
            Sequences.Clear(time, dx, {Input.Stride}, rowBegin, rowEnd);
            {products} dx, {Input.Stride}, rowBegin, rowEnd);
            DropoutMask.Apply(ws, time, {Mask}, {Input.Stride}, dx, dx, rowBegin, rowEnd);
            """);
        w.Line(Site.Carry($"Sequences.Add(time, dx, {Input.Stride}, ws.{Input.Gradient}.Span, rowBegin, rowEnd);"));
    }

    private string Mask => $"{Literal.Of(_dropout)}, {_stream}, false";
}
