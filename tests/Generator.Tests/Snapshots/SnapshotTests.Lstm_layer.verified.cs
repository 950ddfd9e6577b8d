        /// <summary>lstm.weight_ih_l0, lstm.weight_hh_l0, rows [rowBegin, rowEnd), H = 3.</summary>
        /// <remarks>
        /// a = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, 4 x H], gates i f g o
        /// i, f, o = sigmoid(a)    g = tanh(a)
        /// c_t = f * c_{t-1} + i * g    h_t = o * tanh(c_t)
        /// </remarks>
        private static void Lstm0Forward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch, kept = ws.Training ? batch : 0, keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
            gen::PackedMatrix weights = ws.Packed.Lstm0Weights;
            sys::ReadOnlySpan<float> bias = ws.Packed.Lstm0Bias.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::Span<float> h = ws.Lstm0H.Span, gates = ws.Lstm0Gates.Span;
            sys::Span<float> c = ws.Lstm0C.Span;
            if (!ws.Continues)
            {
                gen::RecurrentState.Load(ws, time, 0, 3, h, 8, history: true, false, rowBegin, rowEnd);
                gen::RecurrentState.Load(ws, time, 3, 3, c, 8, history: ws.Training, false, rowBegin, rowEnd);
            }

            bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once
            if (ahead)
            {
                if (ws.Splits(24L * ws.Time.Steps))
                    lstm::WorkerPool.Shared.Run(ws, PhaseLstm0InputAhead, ws.GradientParts);
                else
                    Lstm0InputAhead(ws, rowBegin, rowEnd, 0, time.Steps);
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
                sys::Span<float> gate = gates.Slice((t * keptGates + rowBegin) * 32);
                const int panel = 0, panelEnd = 1;
                gen::ReadAhead.Share(x, (t + 1) * batch + rowBegin, ahead ? 0 : rows, 8, panel, panelEnd, 1);
                if (ahead)
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, default, hPrevious, 8, 3, default, 0, 0, gate, 32, innerBegin: 2);
                else
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, 8, 2, hPrevious, 8, 3, gate, 32);
                cells::LstmCell_a159af04.Cell<V>(panel, panelEnd, rows, 3, gate, hNext, cPrevious, cNext);
            }
        }

        /// <summary>x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.</summary>
        private static void Lstm0InputAhead(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.Multiply(
            ws.Time, ws.Packed.Lstm0Weights, ws.Packed.Lstm0Bias, ws.Input.Span, 8, 2,
            ws.Lstm0Gates, 32, rowBegin, rowEnd, begin, end);

        /// <summary>The cell's equations for V.Count units of one row, whose state changes in place; h is in slot 1.</summary>
        [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Lstm0Units<V>(Workspace ws, int unit)
            where V : struct, gen::ILanes<V>
        {
            ref float gate = ref ws.Lstm0Gates.Span[0];
            ref float hNext = ref ws.Lstm0H.Span[8];
            ref readonly float cPrevious = ref ws.Lstm0C.Span[0];
            ref float cNext = ref ws.Lstm0C.Span[0];
            int iAt = (unit & -8) * 4 + (unit & 7), fAt = iAt + 8, gAt = iAt + 16, oAt = iAt + 24;
            V cBefore = V.Load(in cPrevious, unit);
            V i = V.Sigmoid(V.LoadPanels(ref gate, iAt, 32));
            V f = V.Sigmoid(V.LoadPanels(ref gate, fAt, 32));
            V g = V.Tanh(V.LoadPanels(ref gate, gAt, 32));
            V c = V.FlushTiny(V.MultiplyAdd(f, cBefore, i * g)); // c_t = f * c_(t-1) + i * g
            V o = V.Sigmoid(V.LoadPanels(ref gate, oAt, 32));
            V.Store(c, ref cNext, unit);
            V h = o * V.Tanh(c); // h_t = o * tanh(c_t)
            V.Store(h, ref hNext, unit);
        }

        /// <summary>Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.</summary>
        /// <remarks>
        /// do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)
        /// df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)
        /// dc_{t-1} = dc f
        /// dh_{t-1} += da_t W_hh    dx_t = da_t W_ih
        /// </remarks>
        private static void Lstm0Backward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch;
            sys::Span<float> gates = ws.Lstm0Gates.Span;
            sys::ReadOnlySpan<float> dh = ws.Lstm0OutputGradient.Span;
            sys::Span<float> dhCarry = ws.Lstm0HiddenGradient.Span; // what a step hands back to the one before
            sys::ReadOnlySpan<float> c = ws.Lstm0C.Span;
            sys::Span<float> dc = ws.Lstm0CellGradient.Span;
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 0, 3, dhCarry, 8, rowBegin, rowEnd);
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 3, 3, dc, 8, rowBegin, rowEnd);
            if (time.Ragged)
                gen::RecurrentState.ClearEnded(time, gates, 32, 0, rowBegin, rowEnd);

            for (int t = time.Steps - 1; t >= 0; t--)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                sys::Span<float> gate = gates.Slice((t * batch + rowBegin) * 32);
                sys::ReadOnlySpan<float> cPrevious = c.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> cNext = c.Slice(((t + 1) * batch + rowBegin) * 8);
                cells::LstmCell_a159af04.CellBackward<V>(0, 1, rows, 3, gate, dh.Slice((t * batch + rowBegin) * 8), 8, dhCarry.Slice(rowBegin * 8), cPrevious, cNext, dc.Slice(rowBegin * 8));
                if (t > 0 || ws.InitialStateGradient is not null)
                {
                    gen::PanelGemm.Multiply(ws.Packed.Lstm0RecurrentTransposed, rows, default, ws.Lstm0Gates.Span.Slice((t * batch + rowBegin) * 32), 32, dhCarry.Slice(rowBegin * 8), 8, accumulate: false);
                }
            }

            if (ws.InitialStateGradient is { } initial)
            {
                gen::RecurrentState.SaveGradient(ws, initial, 0, 3, dhCarry, 8, rowBegin, rowEnd);
                gen::RecurrentState.SaveGradient(ws, initial, 3, 3, dc, 8, rowBegin, rowEnd);
            }
        }

        /// <summary>dx_t = da_t W_ih of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
        private static void Lstm0InputGradient(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.MultiplyBack(
            ws, ws.Time, ws.Packed.Lstm0InputTransposed, ws.Lstm0Gates, 32, ws.InputGradient, 8, false, rowBegin, rowEnd, begin, end);

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t; part {part} of {parts} takes its share.</summary>
        private static void Lstm0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            int pairs = ws.Time.Steps * ws.Time.Batch;
            gen::GradientShare share = new(part, parts, 5);
            sys::ReadOnlySpan<float> da = ws.Lstm0Gates.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::ReadOnlySpan<float> hRead = ws.Lstm0H.Span;
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(0, 24), x, 8, new gen::Channels(1, 2)),
                new gen::GradientInput(gradients.Slice(24, 36), hRead, 8, new gen::Channels(1, 3)),
                gradients.Slice(60, 12), gradients.Slice(72, 12),
                new gen::GateLayout(3, 4, 0, 4), gen::GateSlots.Four, da, 32, pairs, share);
        }

// <auto-generated/>
#nullable enable annotations
#pragma warning disable

using sys = global::System;
using gen = global::LstmGen.CompilerServices;
using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using __uncovered = global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute;

namespace LstmGen.Emitted;

/// <summary>The equations of the cell Lstm, and their derivatives, over the units of a step.</summary>
[__generated("LstmGen.Generator", "0.1.0"), __uncovered]
internal static class LstmCell_a159af04
{
    /// <summary>The gates of units [8 panel, 8 panelEnd) for each row: gate holds the pre-activations.</summary>
    /// <remarks>
    /// a = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, 4 x H], gates i f g o
    /// i, f, o = sigmoid(a)    g = tanh(a)
    /// c_t = f * c_{t-1} + i * g    h_t = o * tanh(c_t)
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
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 4);
        ref float hNextFirst = ref gen::RowRefs.First(hNextRows, rows, width);
        ref readonly float cPreviousFirst = ref gen::RowRefs.First(cPreviousRows, rows, width);
        ref float cNextFirst = ref gen::RowRefs.First(cNextRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 4);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 4 + (unit & 7), fAt = iAt + 8, oAt = iAt + 24;
                V.StorePanels(V.Sigmoid(V.LoadPanels(ref gate, iAt, 32)), ref gate, iAt, 32);
                V.StorePanels(V.Sigmoid(V.LoadPanels(ref gate, fAt, 32)), ref gate, fAt, 32);
                V.StorePanels(V.Sigmoid(V.LoadPanels(ref gate, oAt, 32)), ref gate, oAt, 32);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 4);
            ref readonly float cPrevious = ref gen::RowRefs.ReadAt(in cPreviousFirst, row, width);
            ref float cNext = ref gen::RowRefs.At(ref cNextFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 4 + (unit & 7), fAt = iAt + 8, gAt = iAt + 16;
                V i = V.LoadPanels(ref gate, iAt, 32), f = V.LoadPanels(ref gate, fAt, 32), cBefore = V.Load(in cPrevious, unit);
                V g = V.Tanh(V.LoadPanels(ref gate, gAt, 32));
                V c = V.FlushTiny(V.MultiplyAdd(f, cBefore, i * g)); // c_t = f * c_(t-1) + i * g
                V.Store(c, ref cNext, unit);
                V.StorePanels(g, ref gate, gAt, 32);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 4);
            ref float hNext = ref gen::RowRefs.At(ref hNextFirst, row, width);
            ref float cNext = ref gen::RowRefs.At(ref cNextFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 4 + (unit & 7), oAt = iAt + 24;
                V h = V.LoadPanels(ref gate, oAt, 32) * V.Tanh(V.Load(in cNext, unit)); // h_t = o * tanh(c_t)
                V.Store(h, ref hNext, unit);
            }
        }
    }

    /// <summary>Gradients of the pre-activations of units [8 panel, 8 panelEnd), in the gates' place.</summary>
    /// <remarks>
    /// do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)
    /// df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)
    /// dc_{t-1} = dc f
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
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 4);
        ref readonly float dhFirst = ref gen::RowRefs.First(dhRows, rows, dhStride);
        ref float dhCarryFirst = ref gen::RowRefs.First(dhCarryRows, rows, width);
        ref readonly float cPreviousFirst = ref gen::RowRefs.First(cPreviousRows, rows, width);
        ref readonly float cNextFirst = ref gen::RowRefs.First(cNextRows, rows, width);
        ref float dcFirst = ref gen::RowRefs.First(dcRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 4);
            ref readonly float dh = ref gen::RowRefs.ReadAt(in dhFirst, row, dhStride);
            ref float dhCarry = ref gen::RowRefs.At(ref dhCarryFirst, row, width);
            ref readonly float cPrevious = ref gen::RowRefs.ReadAt(in cPreviousFirst, row, width);
            ref readonly float cNext = ref gen::RowRefs.ReadAt(in cNextFirst, row, width);
            ref float dc = ref gen::RowRefs.At(ref dcFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 4 + (unit & 7), fAt = iAt + 8, gAt = iAt + 16, oAt = iAt + 24;
                V dhUnits = V.FlushTiny(V.Load(in dh, unit) + V.Load(ref dhCarry, unit));
                V o = V.LoadPanels(ref gate, oAt, 32);
                V c = V.Load(in cNext, unit);
                V tanhC = V.Tanh(c);
                V da_o = dhUnits * tanhC * o * (V.One - o);
                V dcHidden = dhUnits * o * V.MultiplyAdd(-tanhC, tanhC, V.One);
                V.StorePanels(da_o, ref gate, oAt, 32);
                V i = V.LoadPanels(ref gate, iAt, 32), g = V.LoadPanels(ref gate, gAt, 32), cBefore = V.Load(in cPrevious, unit);
                V f = V.LoadPanels(ref gate, fAt, 32);
                V dcUnits = V.FlushTiny(V.Load(ref dc, unit));
                dcUnits = dcUnits + dcHidden;
                V da_i = dcUnits * g * i * (V.One - i);
                V da_f = dcUnits * cBefore * f * (V.One - f);
                V.StorePanels(da_i, ref gate, iAt, 32);
                V.StorePanels(da_f, ref gate, fAt, 32);
                V.StorePanels(dcUnits * i * V.MultiplyAdd(-g, g, V.One), ref gate, gAt, 32); // da_g
                dcUnits = dcUnits * f; // dc_(t-1) = dc f
                V.Store(dcUnits, ref dc, unit);
            }
        }
    }
}