using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Activation;

/// <summary>The function of each value forward; its derivative, in terms of the outputs, backward.</summary>
internal sealed class ActivationPlan(
    string name, TableRow row, LayerActivation function, SequencePlan input, SequencePlan output) : LayerPlan(name, row)
{
    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => input.GradientUse.IsNever ? [] : [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IlgpuLayer Ilgpu => new IlgpuActivation(function, input, output);

    public override void Emit(CodeWriter w)
    {
        EmitForward(w);
        if (input.GradientUse.IsNever)
            return;
        w.Line();
        EmitBackward(w);
    }

    private void EmitForward(CodeWriter w)
    {
        w.Summary($"y = {function.Around("x")}, rows [rowBegin, rowEnd); 0 past a row's end.");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            string skip = input.Slot == 0 ? "" : $"[(time.Batch * {input.Slot * input.Stride})..]";
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ReadOnlySpan<float> x = ws.{input.Buffer}.Span{skip};
                Span<float> y = ws.{output.Buffer}.Span;
                """);
            EmitSteps(w, () =>
            {
                w.Line($"Span<float> yt = y.Slice(from, count);\nx.Slice(from, count).CopyTo(yt);");
                function.EmitForward(w, "yt", output);
            });
            w.Line($"if (time.Ragged)\n    RecurrentState.ClearEnded(time, y, {output.Stride}, 0, rowBegin, rowEnd);");
            if (output.Last is not { Wanted: true } last)
                return;
            w.Line($"""
                Span<float> last = ws.{last.Buffer}.Span[(rowBegin * {last.Stride})..(rowEnd * {last.Stride})];
                ws.{input.Last!.Buffer}.Span[(rowBegin * {last.Stride})..(rowEnd * {last.Stride})].CopyTo(last);
                """);
            function.EmitForward(w, "last", output);
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary($"{function.Derivative().Replace("da", "dx")}.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            if (input.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ReadOnlySpan<float> y = ws.{output.Buffer}.Span, dy = ws.{output.Gradient}.Span;
                Span<float> dx = ws.{input.Gradient}.Span;
                """);
            EmitSteps(w, () =>
            {
                w.Line("Span<float> dxt = dx.Slice(from, count);\ndy.Slice(from, count).CopyTo(dxt);");
                function.EmitBackward(w, "dxt", "y.Slice(from, count)");
            });
            if (output.Last is not { Wanted: true } last)
                return;
            string rows = $"[(rowBegin * {last.Stride})..(rowEnd * {last.Stride})]";
            w.Line($"Span<float> dlast = ws.{input.Last!.Gradient}.Span{rows};\nws.{last.Gradient}.Span{rows}.CopyTo(dlast);");
            function.EmitBackward(w, "dlast", $"ws.{last.Buffer}.Span{rows}");
        }
    }

    private void EmitSteps(CodeWriter w, Action body)
    {
        w.Line("int steps = StepsPerProduct.Together(time, rowBegin, rowEnd); // whole batches lie one after another");
        using (w.Open("for (int t = 0; t < time.Steps; t += steps)"))
        {
            w.Line($"int from = (t * time.Batch + rowBegin) * {output.Stride}, count = ((Math.Min(steps, time.Steps - t) - 1) * "
                + $"time.Batch + rowEnd - rowBegin) * {output.Stride};");
            body();
        }
    }
}
