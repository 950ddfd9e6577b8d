        /// <summary>janet.weight_ih_l0, janet.weight_hh_l0, rows [rowBegin, rowEnd), H = 3.</summary>
        /// <remarks>
        /// f, g = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
        /// keep = sigmoid(f)    c_t = keep c_{t-1} + (1 - keep) tanh(g)    h_t = c_t
        /// </remarks>
        private static void Janet0Forward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch, kept = ws.Training ? batch : 0, keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
            gen::PackedMatrix weights = ws.Packed.Janet0Weights;
            sys::ReadOnlySpan<float> bias = ws.Packed.Janet0Bias.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::Span<float> h = ws.Janet0H.Span, gates = ws.Janet0Gates.Span;
            sys::Span<float> c = ws.Janet0C.Span;
            if (!ws.Continues)
            {
                gen::RecurrentState.Load(ws, time, 0, 3, h, 8, history: true, false, rowBegin, rowEnd);
                gen::RecurrentState.Load(ws, time, 3, 3, c, 8, history: ws.Training, false, rowBegin, rowEnd);
            }

            bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once
            if (ahead)
            {
                if (ws.Splits(12L * ws.Time.Steps))
                    lstm::WorkerPool.Shared.Run(ws, PhaseJanet0InputAhead, ws.GradientParts);
                else
                    Janet0InputAhead(ws, rowBegin, rowEnd, 0, time.Steps);
            }

            for (int t = 0; t < time.Steps; t++)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    break;
                sys::ReadOnlySpan<float> xt = x.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> hPrevious = h.Slice((t * batch + rowBegin) * 8);
                sys::Span<float> hNext = h.Slice(((t + 1) * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> cPrevious = c.Slice((t * kept + rowBegin) * 8);
                sys::Span<float> cNext = c.Slice(((t + 1) * kept + rowBegin) * 8);
                sys::Span<float> gate = gates.Slice((t * keptGates + rowBegin) * 16);
                const int panel = 0, panelEnd = 1;
                gen::ReadAhead.Share(x, (t + 1) * batch + rowBegin, ahead ? 0 : rows, 8, panel, panelEnd, 1);
                if (ahead)
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, default, hPrevious, 8, 3, default, 0, 0, gate, 16, innerBegin: 2);
                else
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, 8, 2, hPrevious, 8, 3, gate, 16);
                cells::JanetCell_a246a05d.Cell<V>(panel, panelEnd, rows, 3, gate, hNext, cPrevious, cNext);
            }
        }

        /// <summary>x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.</summary>
        private static void Janet0InputAhead(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.Multiply(
            ws.Time, ws.Packed.Janet0Weights, ws.Packed.Janet0Bias, ws.Input.Span, 8, 2,
            ws.Janet0Gates, 16, rowBegin, rowEnd, begin, end);

        /// <summary>The cell's equations for V.Count units of one row, whose state changes in place; h is in slot 1.</summary>
        [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Janet0Units<V>(Workspace ws, int unit)
            where V : struct, gen::ILanes<V>
        {
            ref float gate = ref ws.Janet0Gates.Span[0];
            ref float hNext = ref ws.Janet0H.Span[8];
            ref readonly float cPrevious = ref ws.Janet0C.Span[0];
            ref float cNext = ref ws.Janet0C.Span[0];
            int fAt = (unit & -8) * 2 + (unit & 7), gAt = fAt + 8;
            V f = V.LoadPanels(ref gate, fAt, 16);
            V g = V.LoadPanels(ref gate, gAt, 16);
            V cBefore = V.Load(in cPrevious, unit);
            V keep = V.Sigmoid(f);
            V v3 = V.Tanh(g);
            V c = V.MultiplyAdd(keep, cBefore, (V.One - keep) * v3);
            V h = c;
            V.Store(V.FlushTiny(c), ref cNext, unit);
            V.Store(h, ref hNext, unit);
        }

        /// <summary>Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.</summary>
        /// <remarks>
        /// dc &lt;- dh + dc    dkeep = dc c_{t-1} - dc tanh(g)    df = dkeep keep (1 - keep)
        /// dg = dc (1 - keep) (1 - tanh(g)^2)    dc_{t-1} = dc keep
        /// dh_{t-1} += da_t W_hh    dx_t = da_t W_ih
        /// </remarks>
        private static void Janet0Backward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch;
            sys::Span<float> gates = ws.Janet0Gates.Span;
            sys::ReadOnlySpan<float> dh = ws.Janet0OutputGradient.Span;
            sys::Span<float> dhCarry = ws.Janet0HiddenGradient.Span; // what a step hands back to the one before
            sys::ReadOnlySpan<float> c = ws.Janet0C.Span;
            sys::Span<float> dc = ws.Janet0CellGradient.Span;
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 0, 3, dhCarry, 8, rowBegin, rowEnd);
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 3, 3, dc, 8, rowBegin, rowEnd);
            if (time.Ragged)
                gen::RecurrentState.ClearEnded(time, gates, 16, 0, rowBegin, rowEnd);

            for (int t = time.Steps - 1; t >= 0; t--)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                sys::Span<float> gate = gates.Slice((t * batch + rowBegin) * 16);
                sys::ReadOnlySpan<float> cPrevious = c.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> cNext = c.Slice(((t + 1) * batch + rowBegin) * 8);
                cells::JanetCell_a246a05d.CellBackward<V>(0, 1, rows, 3, gate, dh.Slice((t * batch + rowBegin) * 8), 8, dhCarry.Slice(rowBegin * 8), cPrevious, cNext, dc.Slice(rowBegin * 8));
                if (t > 0 || ws.InitialStateGradient is not null)
                {
                    gen::PanelGemm.Multiply(ws.Packed.Janet0RecurrentTransposed, rows, default, ws.Janet0Gates.Span.Slice((t * batch + rowBegin) * 16), 16, dhCarry.Slice(rowBegin * 8), 8, accumulate: false);
                }
            }

            if (ws.InitialStateGradient is { } initial)
            {
                gen::RecurrentState.SaveGradient(ws, initial, 0, 3, dhCarry, 8, rowBegin, rowEnd);
                gen::RecurrentState.SaveGradient(ws, initial, 3, 3, dc, 8, rowBegin, rowEnd);
            }
        }

        /// <summary>dx_t = da_t W_ih of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
        private static void Janet0InputGradient(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.MultiplyBack(
            ws, ws.Time, ws.Packed.Janet0InputTransposed, ws.Janet0Gates, 16, ws.InputGradient, 8, false, rowBegin, rowEnd, begin, end);

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t; part {part} of {parts} takes its share.</summary>
        private static void Janet0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            int pairs = ws.Time.Steps * ws.Time.Batch;
            gen::GradientShare share = new(part, parts, 5);
            sys::ReadOnlySpan<float> da = ws.Janet0Gates.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::ReadOnlySpan<float> hRead = ws.Janet0H.Span;
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(0, 12), x, 8, new gen::Channels(1, 2)),
                new gen::GradientInput(gradients.Slice(12, 18), hRead, 8, new gen::Channels(1, 3)),
                gradients.Slice(30, 6), gradients.Slice(36, 6),
                new gen::GateLayout(3, 2, 0, 2), [0, 1], da, 16, pairs, share);
        }

// <auto-generated/>
#nullable enable annotations
#pragma warning disable

using sys = global::System;
using gen = global::LstmGen.CompilerServices;
using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using __uncovered = global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute;

namespace LstmGen.Emitted;

/// <summary>The equations of the cell Janet, and their derivatives, over the units of a step.</summary>
[__generated("LstmGen.Generator", "0.1.0"), __uncovered]
internal static class JanetCell_a246a05d
{
    /// <summary>The gates of units [8 panel, 8 panelEnd) for each row: gate holds the pre-activations.</summary>
    /// <remarks>
    /// f, g = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
    /// keep = sigmoid(f)    c_t = keep c_{t-1} + (1 - keep) tanh(g)    h_t = c_t
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void Cell<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::Span<float> hNextRows, sys::ReadOnlySpan<float> cPreviousRows, sys::Span<float> cNextRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            Cell<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, hNextRows, cPreviousRows, cNextRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 2);
        ref float hNextFirst = ref gen::RowRefs.First(hNextRows, rows, width);
        ref readonly float cPreviousFirst = ref gen::RowRefs.First(cPreviousRows, rows, width);
        ref float cNextFirst = ref gen::RowRefs.First(cNextRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 2);
            ref float hNext = ref gen::RowRefs.At(ref hNextFirst, row, width);
            ref readonly float cPrevious = ref gen::RowRefs.ReadAt(in cPreviousFirst, row, width);
            ref float cNext = ref gen::RowRefs.At(ref cNextFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int fAt = (unit & -8) * 2 + (unit & 7), gAt = fAt + 8;
                V f = V.LoadPanels(ref gate, fAt, 16);
                V g = V.LoadPanels(ref gate, gAt, 16);
                V cBefore = V.Load(in cPrevious, unit);
                V keep = V.Sigmoid(f);
                V v3 = V.Tanh(g);
                V c = V.MultiplyAdd(keep, cBefore, (V.One - keep) * v3);
                V.StorePanels(keep, ref gate, fAt, 16);
                V.StorePanels(v3, ref gate, gAt, 16);
                V h = c;
                V.Store(V.FlushTiny(c), ref cNext, unit);
                V.Store(h, ref hNext, unit);
            }
        }
    }

    /// <summary>Gradients of the pre-activations of units [8 panel, 8 panelEnd), in the gates' place.</summary>
    /// <remarks>
    /// dc &lt;- dh + dc    dkeep = dc c_{t-1} - dc tanh(g)    df = dkeep keep (1 - keep)
    /// dg = dc (1 - keep) (1 - tanh(g)^2)    dc_{t-1} = dc keep
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void CellBackward<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::ReadOnlySpan<float> dhRows, int dhStride, sys::Span<float> dhCarryRows, sys::ReadOnlySpan<float> cPreviousRows, sys::ReadOnlySpan<float> cNextRows, sys::Span<float> dcRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            CellBackward<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, dhRows, dhStride, dhCarryRows, cPreviousRows, cNextRows, dcRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 2);
        ref readonly float dhFirst = ref gen::RowRefs.First(dhRows, rows, dhStride);
        ref float dhCarryFirst = ref gen::RowRefs.First(dhCarryRows, rows, width);
        ref readonly float cPreviousFirst = ref gen::RowRefs.First(cPreviousRows, rows, width);
        ref readonly float cNextFirst = ref gen::RowRefs.First(cNextRows, rows, width);
        ref float dcFirst = ref gen::RowRefs.First(dcRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 2);
            ref readonly float dh = ref gen::RowRefs.ReadAt(in dhFirst, row, dhStride);
            ref float dhCarry = ref gen::RowRefs.At(ref dhCarryFirst, row, width);
            ref readonly float cPrevious = ref gen::RowRefs.ReadAt(in cPreviousFirst, row, width);
            ref float dc = ref gen::RowRefs.At(ref dcFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int fAt = (unit & -8) * 2 + (unit & 7), gAt = fAt + 8;
                V dhUnits = V.FlushTiny(V.Load(in dh, unit) + V.Load(ref dhCarry, unit));
                V dcUnits = V.FlushTiny(V.Load(ref dc, unit));
                V keep = V.LoadPanels(ref gate, fAt, 16);
                V v3 = V.LoadPanels(ref gate, gAt, 16);
                V cBefore = V.Load(in cPrevious, unit);
                V v7 = V.One - keep;
                V v12 = dhUnits + dcUnits;
                V.StorePanels(V.MultiplyAdd(-v12, v3, v12 * cBefore) * keep * v7, ref gate, fAt, 16); // df
                V.StorePanels(v12 * v7 * V.MultiplyAdd(-v3, v3, V.One), ref gate, gAt, 16); // dg
                V.Store(v12 * keep, ref dc, unit);
            }
        }
    }
}