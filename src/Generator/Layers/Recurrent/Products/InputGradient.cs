using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The gradient of a recurrent layer's input: the gates' gradients of all steps, times W_ih.</summary>
internal static class InputGradient
{
    public static bool IsWanted(RecurrentDirection d) => !d.Input.GradientUse.IsNever && d.Cell.StepInput is null;

    // Input dropout has one buffer for the step at hand, so threads do not share its steps.
    public static bool SharesSteps(RecurrentDirection d) => IsWanted(d) && d.Spec.InputDropout == 0;

    public static SharedPhase Phase(RecurrentDirection d) => InputAhead.StepPhase(d, "InputGradient");

    /// <summary>The statement that computes it, after the loop over time.</summary>
    public static string Call(RecurrentDirection d) =>
        Wanted(d, SharesSteps(d) && d.IsShared ? d.Call("InputGradient", "rowBegin, rowEnd") : AllSteps(d));

    private static string AllSteps(RecurrentDirection d)
    {
        string call = d.Call("InputGradient", $"rowBegin, rowEnd, 0, {d.Time}.Steps");
        return SharesSteps(d) ? Phase(d).RunOr(InputAhead.Work(d), "ws.GradientParts", call) : call;
    }

    /// <summary>The statement that computes it on one thread, given <paramref name="range"/> of rows and steps.</summary>
    public static string Alone(RecurrentDirection d, string range) => Wanted(d, d.Call("InputGradient", range));

    /// <summary>A statement, where the gradient is wanted.</summary>
    public static string Wanted(RecurrentDirection d, string call) =>
        d.Input.GradientUse.Condition is { } condition ? $"if ({condition})\n{{\n    {call.Replace("\n", "\n    ")}\n}}" : call;

    public static void EmitMethod(CodeWriter w, RecurrentDirection d)
    {
        Number gates = d.GateStride, stride = d.InputStride;
        string product = $"PanelGemm.Multiply({d.Packed(x => x.InputTransposed)}, ", accumulate = d.IsReverse;
        w.Summary($"dx_t {(d.Reverse ? "+=" : "=")} da_t W_ih{(d.RunsBothWays ? ", or += in reverse," : "")} of rows [rowBegin, "
            + "rowEnd) at steps [begin, end).");
        if (d.Spec.InputDropout == 0)
        {
            w.Line($"""
                {d.Signature("InputGradient")}, int rowBegin, int rowEnd, int begin, int end) => RecurrentInput.MultiplyBack(
                    ws, {d.Time}, {d.Packed(x => x.InputTransposed)}, {d.Ws(x => x.Cell.InputGates(x))}, {gates}, {d.InputGradientBuffer}, {stride}, {accumulate}, rowBegin, rowEnd, begin, end);
                """);
            if (d.Scope is null)
                return;
            w.Line();
            w.Summary("The same at all steps, which threads share where the rows make one part only.");
            using (w.Open($"{d.Signature("InputGradient", overrides: true)}, int rowBegin, int rowEnd)"))
                w.Line(AllSteps(d));
            return;
        }

        using (w.Open($"{d.Signature("InputGradient")}, int rowBegin, int rowEnd, int begin, int end)"))
        {
            w.Line($"""
                int batch = {d.Time}.Batch;
                ReadOnlySpan<float> da = {d.Ws(x => x.Cell.InputGates(x))}.Span;
                Span<float> dx = {d.InputGradientBuffer}.Span;
                """);
            using (w.Open("if (!ws.Dropout && ws.FewRows(rowEnd - rowBegin))"))
            {
                using (w.Open("for (int row = rowBegin; row < rowEnd; row++)"))
                {
                    w.Line($"""
                        int from = begin * batch + row;
                        {product}end - begin, default, da.Slice(from * {gates}), batch * {gates}, dx.Slice(from * {stride}), batch * {stride}, accumulate: {accumulate});
                        """);
                }

                w.Line("return;");
            }

            w.Line();
            using (w.Open("for (int t = begin; t < end; t++)"))
            {
                w.Line("int from = t * batch + rowBegin;");
                product += $"rowEnd - rowBegin, default, da.Slice(from * {gates}), {gates}, ";
                InputDropout.EmitBackward(w, d, product, $"dx.Slice(from * {stride})", accumulate);
            }
        }

        if (d.Scope is null || !d.Spec.Bidirectional)
            return;
        w.Line();
        w.Summary("The same at all steps.");
        w.Line($"{d.Signature("InputGradient", overrides: true)}, int rowBegin, int rowEnd)\n    => {AllSteps(d)}");
    }
}
