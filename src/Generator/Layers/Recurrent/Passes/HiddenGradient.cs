using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The gradient of h at a step: the output's share, and <c>dhCarry</c>, what later steps handed back. A pass reads both and
/// leaves in <c>dhCarry</c> what goes to the step before other than through the recurrent product.
/// </summary>
internal sealed class HiddenGradient(RecurrentDirection d)
{
    /// <summary>Whether <c>dhCarry</c> has a share of the step before when the recurrent product is added.</summary>
    public bool HasDirectShare => d.Spec.Zoneout > 0 || d.Cell.HasDirectPath;

    public IEnumerable<CellOperand> Operands
    {
        get
        {
            Number stride = d.StateStride;
            yield return new(
                "dh", new RowsAt($"dh.Slice((t * batch + rowBegin) * {d.OutputStride})", d.Output.Gradient, "t", d.OutputChannel),
                d.OutputStride) { HasOwnStride = true };
            yield return new("dhCarry", new RowsAt($"dhCarry.Slice(rowBegin * {stride})", d.HiddenGradient), stride, Writable: true);
            if (d.Spec.Zoneout > 0)
                yield return new("hKeep", d.AtPassing(Zoneout.Hidden, stride), stride);
            if (d.Spec is { Bidirectional: true, Merge: MergeKind.Multiply })
                yield return new("hOther", Other(stride), stride);
        }
    }

    // After a step the other direction's h stands in the slot where this one's began: in reverse in slot t, forward in slot t + 1.
    private RowsAt Other(Number stride) => new(
        $"{d.WsOf("OtherH", x => x.OtherHidden)}.Span.Slice(({d.PreviousSlot} * batch + rowBegin) * {stride})", d.OtherHidden,
            d.PreviousSlot);

    /// <summary>Statements that define <c>V dhUnits</c>, the gradient of what the cell computed.</summary>
    public void EmitUnits(CodeWriter w)
    {
        string dy = (d.Spec.Bidirectional ? d.Spec.Merge : MergeKind.Concatenate) switch
        {
            MergeKind.Average => "V.Create(0.5f) * V.Load(in dh, unit)",
            MergeKind.Multiply => "V.Load(in dh, unit) * V.Load(in hOther, unit)",
            _ => "V.Load(in dh, unit)",
        };
        w.Line($"V dhUnits = V.FlushTiny({dy} + V.Load(ref dhCarry, unit));");
        if (d.Spec.Zoneout == 0)
            return;
        w.Line("V dhKept = V.Load(in hKeep, unit) * dhUnits; // to h_(t-1), past the cell\ndhUnits = dhUnits - dhKept;");
        if (!d.Cell.HasDirectPath)
            w.Line("V.Store(dhKept, ref dhCarry, unit);");
    }

    /// <summary>The statement that hands <paramref name="value"/> to h_(t-1), for a cell with a direct path.</summary>
    public string StoreDirect(string value) =>
        $"V.Store({(d.Spec.Zoneout > 0 ? "dhKept + " : "")}{value}, ref dhCarry, unit);";
}
