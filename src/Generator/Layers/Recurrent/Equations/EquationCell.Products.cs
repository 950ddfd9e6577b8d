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
    public string HiddenRows(string block, string slice = "Slice") => Slice(block, slice, HiddenPlace);

    /// <summary>The same of the rows that multiply another value.</summary>
    public string OtherRows(string block, string slice = "Slice") => Slice(block, slice, OtherPlace);

    private (long Offset, long Length) HiddenPlace => (RecurrentWeight!.Offset, (long)RowsOfHidden * Hidden * StateSize);

    private (long Offset, long Length) OtherPlace =>
        (RecurrentWeight!.Offset + HiddenPlace.Length, (long)OtherWindow.Count * Hidden * StateSize);

    private static string Slice(string block, string slice, (long Offset, long Length) place) =>
        $"{block}.{slice}({place.Offset}, {place.Length})";

    private string InitialBias(RecurrentDirection d, string panels, string rows, string gate, string bias) =>
        $"GateRows.Fill(new GateLayout({d.Units}, {Slots.Count}, 0, {HiddenOnly}), {bias}, {panels}, {rows}, {gate}, "
            + $"{d.GateStride}); // gates of h alone";

    public override void AddPacked(LayerMemory memory, RecurrentDirection d)
    {
        foreach ((_, string packed, _) in Weights)
            PackedVector.Add(memory, d, packed, x => ((EquationCell)x.Cell).WeightOf(packed));
        if (IsJoint)
        {
            base.AddPacked(memory, d);
            return;
        }

        PackedCopies.Bias(memory, d);
        PackedCopies.Input(memory, d);
        PackedCopies.InputTransposed(memory, d);
        if (RowsOfHidden > 0)
            PackedCopies.Recurrent(memory, d, d.Name + "Recurrent", RecurrentWindow, HiddenRows(d, "parameters"));
        if (HasOther)
            PackedCopies.Recurrent(memory, d, d.Name + "Other", OtherWindow, OtherRows(d, "parameters"));
    }

    private string HiddenRows(RecurrentDirection d, string block) =>
        d.Slice("HiddenRows", block, HiddenRows(block), x => ((EquationCell)x.Cell).HiddenPlace);

    private string OtherRows(RecurrentDirection d, string block) =>
        d.Slice("OtherRows", block, OtherRows(block), x => ((EquationCell)x.Cell).OtherPlace);

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        if (IsJoint)
        {
            base.EmitForwardHead(w, d);
            return;
        }

        string recurrent = RowsOfHidden > 0 ? $", recurrentWeights = {d.Packed(x => x.Name + "Recurrent")}" : "",
            other = HasOther ? $", otherWeights = {d.Packed(x => x.Name + "Other")}" : "";
        w.Line($"PackedMatrix inputWeights = {d.Packed(x => x.InputWeights)}{recurrent}{other};\n"
            + $"ReadOnlySpan<float> bias = {d.Packed(x => x.Bias)}.Span;");
        if (HasOther)
            w.Line($"if (ws.Training && time.Ragged)\n    RecurrentState.ClearEnded(time, {d.Ws(OtherValue)}.Span, "
                + $"{d.StateStride}, 0, rowBegin, rowEnd);");
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
            EmitPanelLoop(w, d, "inputWeights", EmitRange);
        }
        else
        {
            w.Line($"{(SharesUnits || d.Scope is not null ? "" : "const ")}int panel = {FirstPanel}, panelEnd = {EndPanel(d)};");
            EmitRange();
        }

        void EmitRange()
        {
            w.Line(RecurrentForward.ReadAhead(d));
            if (Overlaps)
            {
                using (w.Open("if (!ahead)"))
                    w.Line("PanelGemm.MultiplyOverlapping(inputWeights, recurrentWeights, panel, panelEnd, rows, bias, xt, "
                        + $"{d.InputStride}, {d.Read}, {d.StateStride}, gate, {d.GateStride});");
                using (w.Open("else"))
                    EmitRecurrent();
            }
            else
            {
                w.Line($"if (!ahead)\n    PanelGemm.Multiply(inputWeights, panel, panelEnd, rows, bias, xt, {d.InputStride}, "
                    + $"{d.InputInner}, default, 0, 0, gate, {d.GateStride});");
                EmitRecurrent();
            }

            w.Line(CellPass.Call(d, "panel, panelEnd", RecurrentForward.Pass(d)));
        }

        void EmitRecurrent()
        {
            if (HiddenOnly > 0)
                w.Line(InitialBias(d, "panel, panelEnd", "rows", "gate", "bias"));
            if (RowsOfHidden > 0)
                w.Line($"PanelGemm.Multiply(recurrentWeights, panel, panelEnd, rows, default, {d.Read}, {d.StateStride}, {d.StateSize}, "
                    + $"default, 0, 0, gate, {d.GateStride});");
        }
    }

    private void EmitTwoProducts(CodeWriter w, RecurrentDirection d)
    {
        w.Line($"Span<float> otherValue = {d.AtKeptStep(OtherValue, d.StateStride)};");
        w.Line($"if (!ahead)\n    PanelGemm.Multiply(inputWeights, rows, bias, xt, {d.InputStride}, gate, {d.GateStride});");
        if (HiddenOnly > 0)
            w.Line(InitialBias(d, $"0, {d.Panels}", "rows", "gate", "bias"));
        if (RowsOfHidden > 0)
            w.Line($"PanelGemm.Multiply(recurrentWeights, rows, default, {d.Read}, {d.StateStride}, gate, "
                + $"{d.GateStride}, accumulate: true);");
        w.Line($"""
            {CellPass.Call(d, $"0, {d.Panels}", OtherPass(d))}
            PanelGemm.Multiply(otherWeights, rows, default, otherValue, {d.StateStride}, gate, {d.GateStride}, accumulate: true);
            {CellPass.Call(d, $"0, {d.Panels}", RecurrentForward.Pass(d))}
            """);
    }

    public override StreamStep RowProducts(RecurrentDirection d)
    {
        if (IsJoint)
            return base.RowProducts(d);
        string input =
            $"{d.Packed(x => x.InputWeights)}, {d.Packed(x => x.Bias)}, {RecurrentStreamStep.Input(d)}, null, 0, 0, "
                + $"{d.FromOutside(x => x.Gates)}";
        string[] fill = HiddenOnly > 0
            ? [InitialBias(d, $"0, {d.Panels}", "1", $"{d.FromOutside(x => x.Gates)}.Span", d.Packed(x => x.Bias) + ".Span")]
            : [];
        return RecurrentWeight is null
            ? new(["{0}", .. fill], input)
            : new(
                ["{0}", .. fill, "{1}"], input,
                $"{d.Packed(x => x.Name + "Recurrent")}, {d.FromOutside(x => x.Gates)}, {RecurrentStreamStep.Hidden(d)}, null, 0, 0, "
                    + $"{d.FromOutside(x => x.Gates)}");
    }

    public override void EmitBackwardStep(CodeWriter w, RecurrentDirection d)
    {
        base.EmitBackwardStep(w, d);
        if (!HasOther)
            return;
        w.Line($"""
            PanelGemm.Multiply({d.Packed(x => x.Name + "OtherTransposed")}, rows, default, gate, {d.GateStride}, {d.AtRows(OtherGradient, d.StateStride)}, {d.StateStride}, accumulate: false);
            {CellPass.Call(d, $"0, {d.Panels}", OtherBackwardPass(d))}
            """);
    }

    public override void EmitRecurrentBackward(CodeWriter w, RecurrentDirection d, bool accumulate)
    {
        if (IsJoint)
            base.EmitRecurrentBackward(w, d, accumulate);
        else if (RowsOfHidden > 0)
            RecurrentBackward.EmitProduct(w, d, x => x.RecurrentTransposed, accumulate);
    }

    public override void EmitRecurrentWeightGradient(CodeWriter w, RecurrentDirection d, string bias)
    {
        if (!HasOther)
        {
            if (RecurrentWeight is not null)
                base.EmitRecurrentWeightGradient(w, d, bias);
            return;
        }

        string channels = $"new Channels(1, {d.StateSize})";
        if (RowsOfHidden > 0)
            RecurrentGradients.EmitWeight(
                w, d, HiddenRows(d, "gradients"), RecurrentWindow, "da", "hRead", d.StateStride, channels, "panel, panelEnd", bias);
        RecurrentGradients.EmitWeight(
            w, d, OtherRows(d, "gradients"), OtherWindow, "da", $"{d.Ws(OtherValue)}.Span", d.StateStride, channels, "panel, panelEnd");
    }

    public override void EmitExtraGradients(CodeWriter w, RecurrentDirection d)
    {
        foreach ((_, string packed, int slot) in Weights)
        {
            string gradient = d.Slice(packed + "Place", "gradients", x => ((EquationCell)x.Cell).WeightOf(packed));
            w.Line($"WeightGradient.AccumulateBias({gradient}, new GateLayout({d.Units}, {Slots.Count}, {slot}, 1), [{slot}], "
                + $"da, {d.GateStride}, pairs, panel, panelEnd);");
        }
    }

    private ParameterPlan WeightOf(string packed) => Weights.Single(weight => weight.Packed == packed).Parameter;
}
