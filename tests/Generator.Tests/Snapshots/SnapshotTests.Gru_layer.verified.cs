        /// <summary>gru.weight_ih_l0, gru.weight_hh_l0, rows [rowBegin, rowEnd), H = 3.</summary>
        /// <remarks>
        /// r, z = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
        /// n = x_t W_ih^T + b_ih    [rows, H] each
        /// q = h_{t-1} W_hh^T + b_hh    [rows, H] each
        /// reset = sigmoid(r)    update = sigmoid(z)    candidate = tanh(n + reset q)
        /// h_t = candidate + update (h_{t-1} - candidate)
        /// </remarks>
        private static void Gru0Forward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch, keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
            gen::PackedMatrix inputWeights = ws.Packed.Gru0InputWeights, recurrentWeights = ws.Packed.Gru0Recurrent;
            sys::ReadOnlySpan<float> bias = ws.Packed.Gru0Bias.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::Span<float> h = ws.Gru0H.Span, gates = ws.Gru0Gates.Span;
            if (!ws.Continues)
            {
                gen::RecurrentState.Load(ws, time, 0, 3, h, 8, history: true, false, rowBegin, rowEnd);
            }

            bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once
            if (ahead)
            {
                if (ws.Splits(18L * ws.Time.Steps))
                    lstm::WorkerPool.Shared.Run(ws, PhaseGru0InputAhead, ws.GradientParts);
                else
                    Gru0InputAhead(ws, rowBegin, rowEnd, 0, time.Steps);
            }

            for (int t = 0; t < time.Steps; t++)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    break;
                sys::ReadOnlySpan<float> xt = x.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> hPrevious = h.Slice((t * batch + rowBegin) * 8);
                sys::Span<float> hNext = h.Slice(((t + 1) * batch + rowBegin) * 8);
                sys::Span<float> gate = gates.Slice((t * keptGates + rowBegin) * 32);
                const int panel = 0, panelEnd = 1;
                gen::ReadAhead.Share(x, (t + 1) * batch + rowBegin, ahead ? 0 : rows, 8, panel, panelEnd, 1);
                if (!ahead)
                {
                    gen::PanelGemm.MultiplyOverlapping(inputWeights, recurrentWeights, panel, panelEnd, rows, bias, xt, 8, hPrevious, 8, gate, 32);
                }
                else
                {
                    gen::GateRows.Fill(new gen::GateLayout(3, 4, 0, 1), bias, panel, panelEnd, rows, gate, 32); // gates of h alone
                    gen::PanelGemm.Multiply(recurrentWeights, panel, panelEnd, rows, default, hPrevious, 8, 3, default, 0, 0, gate, 32);
                }
                cells::GruCell_99d50d44.Cell<V>(panel, panelEnd, rows, 3, gate, hPrevious, hNext);
            }
        }

        /// <summary>x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.</summary>
        private static void Gru0InputAhead(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.Multiply(
            ws.Time, ws.Packed.Gru0InputWeights, ws.Packed.Gru0Bias, ws.Input.Span, 8, 2,
            ws.Gru0Gates, 32, rowBegin, rowEnd, begin, end);

        /// <summary>The cell's equations for V.Count units of one row, whose state changes in place; h is in slot 1.</summary>
        [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Gru0Units<V>(Workspace ws, int unit)
            where V : struct, gen::ILanes<V>
        {
            ref float gate = ref ws.Gru0Gates.Span[0];
            ref readonly float hPrevious = ref ws.Gru0H.Span[8];
            ref float hNext = ref ws.Gru0H.Span[8];
            int qAt = (unit & -8) * 4 + (unit & 7), rAt = qAt + 8, zAt = qAt + 16, nAt = qAt + 24;
            V r = V.LoadPanels(ref gate, rAt, 32);
            V z = V.LoadPanels(ref gate, zAt, 32);
            V n = V.LoadPanels(ref gate, nAt, 32);
            V q = V.LoadPanels(ref gate, qAt, 32);
            V hLast = V.Load(in hPrevious, unit);
            V reset = V.Sigmoid(r);
            V update = V.Sigmoid(z);
            V candidate = V.Tanh(V.MultiplyAdd(reset, q, n));
            V h = V.MultiplyAdd(update, hLast - candidate, candidate);
            V.Store(h, ref hNext, unit);
        }

        /// <summary>Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.</summary>
        /// <remarks>
        /// dupdate = dh (h_{t-1} - candidate)    dcandidate = dh - dh update    dreset = dcandidate (1 - candidate^2) q
        /// dr = dreset reset (1 - reset)    dz = dupdate update (1 - update)    dn = dcandidate (1 - candidate^2)
        /// dq = dcandidate (1 - candidate^2) reset    dh_{t-1} = dh update
        /// dh_{t-1} += da_t W_hh    dx_t = da_t W_ih
        /// </remarks>
        private static void Gru0Backward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch;
            sys::Span<float> gates = ws.Gru0Gates.Span;
            sys::ReadOnlySpan<float> dh = ws.Gru0OutputGradient.Span;
            sys::Span<float> dhCarry = ws.Gru0HiddenGradient.Span; // what a step hands back to the one before
            sys::ReadOnlySpan<float> h = ws.Gru0H.Span;
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 0, 3, dhCarry, 8, rowBegin, rowEnd);
            if (time.Ragged)
                gen::RecurrentState.ClearEnded(time, gates, 32, 0, rowBegin, rowEnd);

            for (int t = time.Steps - 1; t >= 0; t--)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                sys::Span<float> gate = gates.Slice((t * batch + rowBegin) * 32);
                sys::ReadOnlySpan<float> hPrevious = h.Slice((t * batch + rowBegin) * 8);
                cells::GruCell_99d50d44.CellBackward<V>(0, 1, rows, 3, gate, hPrevious, dh.Slice((t * batch + rowBegin) * 8), 8, dhCarry.Slice(rowBegin * 8));
                if (t > 0 || ws.InitialStateGradient is not null)
                {
                    gen::PanelGemm.Multiply(ws.Packed.Gru0RecurrentTransposed, rows, default, ws.Gru0Gates.Span.Slice((t * batch + rowBegin) * 32), 32, dhCarry.Slice(rowBegin * 8), 8, accumulate: true);
                }
            }

            if (ws.InitialStateGradient is { } initial)
            {
                gen::RecurrentState.SaveGradient(ws, initial, 0, 3, dhCarry, 8, rowBegin, rowEnd);
            }
        }

        /// <summary>dx_t = da_t W_ih of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
        private static void Gru0InputGradient(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.MultiplyBack(
            ws, ws.Time, ws.Packed.Gru0InputTransposed, ws.Gru0Gates, 32, ws.InputGradient, 8, false, rowBegin, rowEnd, begin, end);

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t; part {part} of {parts} takes its share.</summary>
        private static void Gru0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            int pairs = ws.Time.Steps * ws.Time.Batch;
            gen::GradientShare share = new(part, parts, 5);
            sys::ReadOnlySpan<float> da = ws.Gru0Gates.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::ReadOnlySpan<float> hRead = ws.Gru0H.Span;
            gen::WeightGradient.AccumulateOverlapping(
                new gen::GradientInput(gradients.Slice(0, 18), x, 8, new gen::Channels(1, 2)),
                new gen::GradientInput(gradients.Slice(18, 27), hRead, 8, new gen::Channels(1, 3)),
                gradients.Slice(45, 9), gradients.Slice(54, 9),
                new gen::GateLayout(3, 4, 0, 3), [1, 2, 3], [1, 2, 0], da, 32, pairs, share);
        }

// <auto-generated/>
#nullable enable annotations
#pragma warning disable

using sys = global::System;
using gen = global::LstmGen.CompilerServices;
using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using __uncovered = global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute;

namespace LstmGen.Emitted;

/// <summary>The equations of the cell Gru, and their derivatives, over the units of a step.</summary>
[__generated("LstmGen.Generator", "0.1.0"), __uncovered]
internal static class GruCell_99d50d44
{
    /// <summary>The gates of units [8 panel, 8 panelEnd) for each row: gate holds the pre-activations.</summary>
    /// <remarks>
    /// r, z = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
    /// n = x_t W_ih^T + b_ih    [rows, H] each
    /// q = h_{t-1} W_hh^T + b_hh    [rows, H] each
    /// reset = sigmoid(r)    update = sigmoid(z)    candidate = tanh(n + reset q)
    /// h_t = candidate + update (h_{t-1} - candidate)
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void Cell<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::ReadOnlySpan<float> hPreviousRows, sys::Span<float> hNextRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            Cell<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, hPreviousRows, hNextRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 4);
        ref readonly float hPreviousFirst = ref gen::RowRefs.First(hPreviousRows, rows, width);
        ref float hNextFirst = ref gen::RowRefs.First(hNextRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 4);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int qAt = (unit & -8) * 4 + (unit & 7), rAt = qAt + 8, zAt = qAt + 16;
                V.StorePanels(V.Sigmoid(V.LoadPanels(ref gate, rAt, 32)), ref gate, rAt, 32);
                V.StorePanels(V.Sigmoid(V.LoadPanels(ref gate, zAt, 32)), ref gate, zAt, 32);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 4);
            ref readonly float hPrevious = ref gen::RowRefs.ReadAt(in hPreviousFirst, row, width);
            ref float hNext = ref gen::RowRefs.At(ref hNextFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int qAt = (unit & -8) * 4 + (unit & 7), rAt = qAt + 8, zAt = qAt + 16, nAt = qAt + 24;
                V reset = V.LoadPanels(ref gate, rAt, 32);
                V update = V.LoadPanels(ref gate, zAt, 32);
                V n = V.LoadPanels(ref gate, nAt, 32);
                V q = V.LoadPanels(ref gate, qAt, 32);
                V hLast = V.Load(in hPrevious, unit);
                V candidate = V.Tanh(V.MultiplyAdd(reset, q, n));
                V.StorePanels(candidate, ref gate, nAt, 32);
                V h = V.MultiplyAdd(update, hLast - candidate, candidate);
                V.Store(V.FlushTiny(h), ref hNext, unit);
            }
        }
    }

    /// <summary>Gradients of the pre-activations of units [8 panel, 8 panelEnd), in the gates' place.</summary>
    /// <remarks>
    /// dupdate = dh (h_{t-1} - candidate)    dcandidate = dh - dh update    dreset = dcandidate (1 - candidate^2) q
    /// dr = dreset reset (1 - reset)    dz = dupdate update (1 - update)    dn = dcandidate (1 - candidate^2)
    /// dq = dcandidate (1 - candidate^2) reset    dh_{t-1} = dh update
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void CellBackward<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::ReadOnlySpan<float> hPreviousRows, sys::ReadOnlySpan<float> dhRows, int dhStride, sys::Span<float> dhCarryRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            CellBackward<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, hPreviousRows, dhRows, dhStride, dhCarryRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 4);
        ref readonly float hPreviousFirst = ref gen::RowRefs.First(hPreviousRows, rows, width);
        ref readonly float dhFirst = ref gen::RowRefs.First(dhRows, rows, dhStride);
        ref float dhCarryFirst = ref gen::RowRefs.First(dhCarryRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 4);
            ref readonly float hPrevious = ref gen::RowRefs.ReadAt(in hPreviousFirst, row, width);
            ref readonly float dh = ref gen::RowRefs.ReadAt(in dhFirst, row, dhStride);
            ref float dhCarry = ref gen::RowRefs.At(ref dhCarryFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int qAt = (unit & -8) * 4 + (unit & 7), rAt = qAt + 8, zAt = qAt + 16, nAt = qAt + 24;
                V dhUnits = V.FlushTiny(V.Load(in dh, unit) + V.Load(ref dhCarry, unit));
                V reset = V.LoadPanels(ref gate, rAt, 32);
                V update = V.LoadPanels(ref gate, zAt, 32);
                V q = V.LoadPanels(ref gate, qAt, 32);
                V candidate = V.LoadPanels(ref gate, nAt, 32);
                V hLast = V.Load(in hPrevious, unit);
                V v15 = dhUnits * update;
                V v21 = (dhUnits - v15) * V.MultiplyAdd(-candidate, candidate, V.One);
                V.StorePanels(v21 * q * reset * (V.One - reset), ref gate, rAt, 32); // dr
                V.StorePanels(dhUnits * (hLast - candidate) * update * (V.One - update), ref gate, zAt, 32); // dz
                V.StorePanels(v21, ref gate, nAt, 32); // dn
                V.StorePanels(v21 * reset, ref gate, qAt, 32); // dq
                V.Store(v15, ref dhCarry, unit);
            }
        }
    }
}