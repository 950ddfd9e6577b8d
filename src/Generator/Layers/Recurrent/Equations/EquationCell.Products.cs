using LstmGen.Generator.Equations;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The products of a step: one over x and h where all gates read both, else one for each.</summary>
internal sealed partial class EquationCell
{
    private bool IsJoint => RecurrentWeight is not null && _cell.Gates.All(gate => gate.Reads == GateReads.Both);

    private bool Overlaps =>
        RecurrentWeight is not null && Slots.Count == 4 && RecurrentWindow.Count == 3 && InputWindow.Follows(RecurrentWindow);

    private int HiddenOnly => _stores.Count(gate => gate.Reads == GateReads.Hidden);

    private int RowsOfHidden => _stores.Count(gate => gate.ReadsHidden);

    /// <summary>A span or view of the rows of W_hh that multiply h.</summary>
    public string HiddenRows(string block, string slice = "Slice") =>
        $"{block}.{slice}({RecurrentWeight!.Offset}, {(long)RowsOfHidden * Hidden * StateSize})";

    /// <summary>The same of the rows that multiply another value.</summary>
    public string OtherRows(string block, string slice = "Slice") =>
        $"{block}.{slice}({RecurrentWeight!.Offset + (long)RowsOfHidden * Hidden * StateSize}, {(long)OtherWindow.Count * Hidden * StateSize})";

    private string InitialBias(string panels, string rows, string gate, string bias) =>
        $"GateRows.Fill(new GateLayout({Hidden}, {Slots.Count}, 0, {HiddenOnly}), {bias}, {panels}, {rows}, {gate}, {GateStride}); // gates of h alone";

    public override void AddPacked(PlanBuilder plan, RecurrentDirection d)
    {
        foreach ((ParameterPlan parameter, string packed, _) in Weights)
            PackedVector.Add(plan, d, packed, parameter);
        if (IsJoint)
        {
            base.AddPacked(plan, d);
            return;
        }

        PackedCopies.Bias(plan, d);
        PackedCopies.Input(plan, d);
        PackedCopies.InputTransposed(plan, d);
        if (RowsOfHidden > 0)
            PackedCopies.Recurrent(plan, d, d.Name + "Recurrent", RecurrentWindow, HiddenRows("parameters"));
        if (HasOther)
            PackedCopies.Recurrent(plan, d, d.Name + "Other", OtherWindow, OtherRows("parameters"));
    }

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        if (IsJoint)
        {
            base.EmitForwardHead(w, d);
            return;
        }

        string recurrent = RowsOfHidden > 0 ? $", recurrentWeights = {d.Packed(x => x.Name + "Recurrent")}" : "",
            other = HasOther ? $", otherWeights = {d.Packed(x => x.Name + "Other")}" : "";
        w.Line($"PackedMatrix inputWeights = {d.Packed(x => x.InputWeights)}{recurrent}{other};\nReadOnlySpan<float> bias = {d.Packed(x => x.Bias)}.Span;");
        if (HasOther)
            w.Line($"if (ws.Training && time.Ragged)\n    RecurrentState.ClearEnded(time, {d.Ws(OtherValue)}.Span, {StateStride}, 0, rowBegin, rowEnd);");
    }

    public override string? WeightsAhead(RecurrentDirection d) => IsJoint ? d.Weights : d.InputWeights;

    public override void EmitForwardStep(CodeWriter w, RecurrentDirection d)
    {
        if (IsJoint)
            base.EmitForwardStep(w, d);
        else if (HasOther)
            EmitTwoProducts(w, d);
        else
            EmitPanels(w, d);
    }

    private void EmitPanels(CodeWriter w, RecurrentDirection d)
    {
        // Ranges of panels fit both matrices where their windows are as long.
        if (RecurrentWeight is null || InputWindow.Count == RecurrentWindow.Count)
        {
            EmitPanelLoop(w, "inputWeights", EmitRange);
        }
        else
        {
            w.Line($"{(SharesUnits ? "" : "const ")}int panel = {FirstPanel}, panelEnd = {EndPanel};");
            EmitRange();
        }

        void EmitRange()
        {
            w.Line(RecurrentForward.ReadAhead(d));
            if (Overlaps)
            {
                using (w.Open("if (!ahead)"))
                    w.Line($"PanelGemm.MultiplyOverlapping(inputWeights, recurrentWeights, panel, panelEnd, rows, bias, xt, {d.Input.Stride}, {d.Read}, {StateStride}, gate, {GateStride});");
                using (w.Open("else"))
                    EmitRecurrent();
            }
            else
            {
                w.Line($"if (!ahead)\n    PanelGemm.Multiply(inputWeights, panel, panelEnd, rows, bias, xt, {d.Input.Stride}, {d.Input.Inner}, default, 0, 0, gate, {GateStride});");
                EmitRecurrent();
            }

            w.Line(CellPass.Call(d, "panel, panelEnd", RecurrentForward.Pass(d)));
        }

        void EmitRecurrent()
        {
            if (HiddenOnly > 0)
                w.Line(InitialBias("panel, panelEnd", "rows", "gate", "bias"));
            if (RowsOfHidden > 0)
                w.Line($"PanelGemm.Multiply(recurrentWeights, panel, panelEnd, rows, default, {d.Read}, {StateStride}, {StateSize}, default, 0, 0, gate, {GateStride});");
        }
    }

    private void EmitTwoProducts(CodeWriter w, RecurrentDirection d)
    {
        w.Line($"Span<float> otherValue = {d.AtKeptStep(OtherValue, StateStride)};");
        w.Line($"if (!ahead)\n    PanelGemm.Multiply(inputWeights, rows, bias, xt, {d.Input.Stride}, gate, {GateStride});");
        if (HiddenOnly > 0)
            w.Line(InitialBias($"0, {Panels}", "rows", "gate", "bias"));
        if (RowsOfHidden > 0)
            w.Line($"PanelGemm.Multiply(recurrentWeights, rows, default, {d.Read}, {StateStride}, gate, {GateStride}, accumulate: true);");
        w.Line($"""
            {CellPass.Call(d, $"0, {Panels}", OtherPass(d))}
            PanelGemm.Multiply(otherWeights, rows, default, otherValue, {StateStride}, gate, {GateStride}, accumulate: true);
            {CellPass.Call(d, $"0, {Panels}", RecurrentForward.Pass(d))}
            """);
    }

    public override StreamStep RowProducts(RecurrentDirection d)
    {
        if (IsJoint)
            return base.RowProducts(d);
        string input =
            $"{d.Packed(x => x.InputWeights)}, {d.Packed(x => x.Bias)}, {RecurrentStreamStep.Input(d)}, null, 0, 0, {d.Ws(x => x.Gates)}";
        string[] fill = HiddenOnly > 0
            ? [InitialBias($"0, {Panels}", "1", $"{d.Ws(x => x.Gates)}.Span", $"{d.Packed(x => x.Bias)}.Span")]
            : [];
        return RecurrentWeight is null
            ? new(["{0}", .. fill], input)
            : new(
                ["{0}", .. fill, "{1}"], input,
                $"{d.Packed(x => x.Name + "Recurrent")}, {d.Ws(x => x.Gates)}, {RecurrentStreamStep.Hidden(d)}, null, 0, 0, {d.Ws(x => x.Gates)}");
    }

    public override void EmitBackwardStep(CodeWriter w, RecurrentDirection d)
    {
        base.EmitBackwardStep(w, d);
        if (!HasOther)
            return;
        w.Line($"""
            PanelGemm.Multiply({d.Packed(x => x.Name + "OtherTransposed")}, rows, default, gate, {GateStride}, {d.AtRows(OtherGradient, StateStride)}, {StateStride}, accumulate: false);
            {CellPass.Call(d, $"0, {Panels}", OtherBackwardPass(d))}
            """);
    }

    public override void EmitRecurrentBackward(CodeWriter w, RecurrentDirection d, bool accumulate)
    {
        if (IsJoint)
            base.EmitRecurrentBackward(w, d, accumulate);
        else if (RowsOfHidden > 0)
            RecurrentBackward.EmitProduct(w, d, x => x.RecurrentTransposed, accumulate);
    }

    public override void EmitRecurrentWeightGradient(CodeWriter w, RecurrentDirection d, ParameterPlan? bias)
    {
        if (!HasOther)
        {
            if (RecurrentWeight is not null)
                base.EmitRecurrentWeightGradient(w, d, bias);
            return;
        }

        string channels = $"new Channels(1, {StateSize})";
        if (RowsOfHidden > 0)
            RecurrentGradients.EmitWeight(
                w, HiddenRows("gradients"), RecurrentWindow, "da", this, "hRead", StateStride, channels, "panel, panelEnd", bias);
        RecurrentGradients.EmitWeight(
            w, OtherRows("gradients"), OtherWindow, "da", this, $"{d.Ws(OtherValue)}.Span", StateStride, channels, "panel, panelEnd");
    }

    public override void EmitExtraGradients(CodeWriter w, RecurrentDirection d)
    {
        foreach ((ParameterPlan parameter, _, int slot) in Weights)
            w.Line($"WeightGradient.AccumulateBias({parameter.Slice("gradients")}, new GateLayout({Hidden}, {Slots.Count}, {slot}, 1), [{slot}], da, {GateStride}, pairs, panel, panelEnd);");
    }
}
