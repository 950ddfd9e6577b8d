using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// W_ih x of all steps in one product before the loop over time. It pays where a step has so few rows that reading the
/// weights bounds it: the loop then reads W_hh alone. Both ways add the same products in the same order.
/// </summary>
internal static class InputAhead
{
    /// <summary>Whether the whole input is there before the loop, and the cell takes W_ih x ahead.</summary>
    public static bool IsPossible(RecurrentDirection d) => d.Cell.StepInput is null && d.Cell.WeightsAhead(d) is not null;

    public static SharedPhase Phase(RecurrentDirection d) => StepPhase(d, "InputAhead");

    /// <summary>A phase whose parts take a share of the steps each.</summary>
    public static SharedPhase StepPhase(RecurrentDirection d, string method)
    {
        string steps = $"{d.Time}.Steps";
        return new(
            d.Phase(method),
            [d.Call(method, $"0, ws.Batch, {steps} * part / ws.GradientParts, {steps} * (part + 1) / ws.GradientParts")],
            Work: d.Work);
    }

    /// <summary>Multiply-adds of W_ih x for a whole sequence, of one row.</summary>
    public static string Work(RecurrentDirection d) => $"{d.InputLength}{(d.Scope is null ? "L" : "")} * {d.Time}.Steps";

    /// <summary>Statements before the loop that define <c>ahead</c>: whether the gates hold b + W_ih x already.</summary>
    public static void EmitCall(CodeWriter w, RecurrentDirection d, bool inWave)
    {
        // The phase computes all steps; in a wave no other thread is free for it.
        (string steps, string? when) = inWave ? ("from, to", "to - from == time.Steps") : ("0, time.Steps", null);
        w.Line();
        w.Line("bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once");
        using (w.Open(d.Cell.SharesUnits ? "if (ahead && parts == 1)" : "if (ahead)"))
            w.Line((Phase(d) with { When = when }).RunOr(Work(d), "ws.GradientParts", d.Call("InputAhead", $"rowBegin, rowEnd, {steps}")));
    }

    public static void EmitMethod(CodeWriter w, RecurrentDirection d)
    {
        w.Summary("x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.");
        w.Line($"""
            {d.Signature("InputAhead")}, int rowBegin, int rowEnd, int begin, int end) => RecurrentInput.Multiply(
                {d.Time}, {d.Packed(x => x.Cell.WeightsAhead(x)!)}, {d.Packed(x => x.Bias)}, {InputDropout.Read(d)},
                {d.InputStride}, {d.InputInner}, {d.Ws(x => x.Gates)}, {d.GateStride}, rowBegin, rowEnd, begin, end);
            """);
    }
}
