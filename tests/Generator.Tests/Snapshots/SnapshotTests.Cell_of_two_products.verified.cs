        /// <summary>mgu.weight_ih_l0, mgu.weight_hh_l0, rows [rowBegin, rowEnd), H = 8.</summary>
        /// <remarks>
        /// f = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
        /// n = x_t W_ih^T + b_ih + v W_hh^T + b_hh    [rows, H] each
        /// v = sigmoid(f) h_{t-1}
        /// h_t = h_{t-1} + sigmoid(f) (tanh(n) - h_{t-1})
        /// </remarks>
        private static void Mgu0Forward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch, kept = ws.Training ? batch : 0, keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
            gen::PackedMatrix inputWeights = ws.Packed.Mgu0InputWeights, recurrentWeights = ws.Packed.Mgu0Recurrent, otherWeights = ws.Packed.Mgu0Other;
            sys::ReadOnlySpan<float> bias = ws.Packed.Mgu0Bias.Span;
            if (ws.Training && time.Ragged)
                gen::RecurrentState.ClearEnded(time, ws.Mgu0OtherValue.Span, 8, 0, rowBegin, rowEnd);
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::Span<float> h = ws.Mgu0H.Span, gates = ws.Mgu0Gates.Span;
            if (!ws.Continues)
            {
                gen::RecurrentState.Load(ws, time, 0, 8, h, 8, history: true, false, rowBegin, rowEnd);
            }

            bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once
            if (ahead)
            {
                if (ws.Splits(32L * ws.Time.Steps))
                    lstm::WorkerPool.Shared.Run(ws, PhaseMgu0InputAhead, ws.GradientParts);
                else
                    Mgu0InputAhead(ws, rowBegin, rowEnd, 0, time.Steps);
            }

            for (int t = 0; t < time.Steps; t++)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    break;
                sys::ReadOnlySpan<float> xt = x.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> hPrevious = h.Slice((t * batch + rowBegin) * 8);
                sys::Span<float> hNext = h.Slice(((t + 1) * batch + rowBegin) * 8);
                sys::Span<float> gate = gates.Slice((t * keptGates + rowBegin) * 24);
                sys::Span<float> otherValue = ws.Mgu0OtherValue.Span.Slice((t * kept + rowBegin) * 8);
                if (!ahead)
                    gen::PanelGemm.Multiply(inputWeights, rows, bias, xt, 8, gate, 24);
                gen::PanelGemm.Multiply(recurrentWeights, rows, default, hPrevious, 8, gate, 24, accumulate: true);
                cells::MguCell_c8175610.Other<V>(0, 1, rows, 8, gate, hPrevious, otherValue);
                gen::PanelGemm.Multiply(otherWeights, rows, default, otherValue, 8, gate, 24, accumulate: true);
                cells::MguCell_c8175610.Cell<V>(0, 1, rows, 8, gate, hPrevious, hNext);
            }
        }

        /// <summary>x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.</summary>
        private static void Mgu0InputAhead(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.Multiply(
            ws.Time, ws.Packed.Mgu0InputWeights, ws.Packed.Mgu0Bias, ws.Input.Span, 8, 2,
            ws.Mgu0Gates, 24, rowBegin, rowEnd, begin, end);

        /// <summary>Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.</summary>
        /// <remarks>
        /// df = dh (tanh(n) - h_{t-1}) sigmoid(f) (1 - sigmoid(f))    dn = dh sigmoid(f) (1 - tanh(n)^2)
        /// dh_{t-1} = dh - dh sigmoid(f)
        /// df += dv h_{t-1} sigmoid(f) (1 - sigmoid(f))    dh_{t-1} += dv sigmoid(f)
        /// dh_{t-1} += da_t W_hh    dx_t = da_t W_ih
        /// </remarks>
        private static void Mgu0Backward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch;
            sys::Span<float> gates = ws.Mgu0Gates.Span;
            sys::ReadOnlySpan<float> dh = ws.Mgu0OutputGradient.Span;
            sys::Span<float> dhCarry = ws.Mgu0HiddenGradient.Span; // what a step hands back to the one before
            sys::ReadOnlySpan<float> h = ws.Mgu0H.Span;
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 0, 8, dhCarry, 8, rowBegin, rowEnd);
            if (time.Ragged)
                gen::RecurrentState.ClearEnded(time, gates, 24, 0, rowBegin, rowEnd);

            for (int t = time.Steps - 1; t >= 0; t--)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                sys::Span<float> gate = gates.Slice((t * batch + rowBegin) * 24);
                sys::ReadOnlySpan<float> hPrevious = h.Slice((t * batch + rowBegin) * 8);
                cells::MguCell_c8175610.CellBackward<V>(0, 1, rows, 8, gate, hPrevious, dh.Slice((t * batch + rowBegin) * 8), 8, dhCarry.Slice(rowBegin * 8));
                gen::PanelGemm.Multiply(ws.Packed.Mgu0OtherTransposed, rows, default, gate, 24, ws.Mgu0OtherGradient.Span.Slice(rowBegin * 8), 8, accumulate: false);
                cells::MguCell_c8175610.OtherBackward<V>(0, 1, rows, 8, gate, hPrevious, ws.Mgu0OtherGradient.Span.Slice(rowBegin * 8), dhCarry.Slice(rowBegin * 8));
                if (t > 0 || ws.InitialStateGradient is not null)
                {
                    gen::PanelGemm.Multiply(ws.Packed.Mgu0RecurrentTransposed, rows, default, ws.Mgu0Gates.Span.Slice((t * batch + rowBegin) * 24), 24, dhCarry.Slice(rowBegin * 8), 8, accumulate: true);
                }
            }

            if (ws.InitialStateGradient is { } initial)
            {
                gen::RecurrentState.SaveGradient(ws, initial, 0, 8, dhCarry, 8, rowBegin, rowEnd);
            }
        }

        /// <summary>dx_t = da_t W_ih of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
        private static void Mgu0InputGradient(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.MultiplyBack(
            ws, ws.Time, ws.Packed.Mgu0InputTransposed, ws.Mgu0Gates, 24, ws.InputGradient, 8, false, rowBegin, rowEnd, begin, end);

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t; part {part} of {parts} takes its share.</summary>
        private static void Mgu0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            int panel = 1 * part / parts, panelEnd = 1 * (part + 1) / parts;
            int pairs = ws.Time.Steps * ws.Time.Batch;
            sys::ReadOnlySpan<float> da = ws.Mgu0Gates.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::ReadOnlySpan<float> hRead = ws.Mgu0H.Span;
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(0, 32), x, 8, new gen::Channels(1, 2)), default, gradients.Slice(160, 16), gradients.Slice(176, 16),
                new gen::GateLayout(8, 3, 0, 2), [0, 1], ws.Mgu0Gates.Span, 24, pairs, panel, panelEnd);
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(32, 64), hRead, 8, new gen::Channels(1, 8)), default, default, default,
                new gen::GateLayout(8, 3, 0, 1), gen::GateSlots.One, da, 24, pairs, panel, panelEnd);
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(96, 64), ws.Mgu0OtherValue.Span, 8, new gen::Channels(1, 8)), default, default, default,
                new gen::GateLayout(8, 3, 1, 1), [1], da, 24, pairs, panel, panelEnd);
        }

// <auto-generated/>
#nullable enable annotations
#pragma warning disable

using sys = global::System;
using gen = global::LstmGen.CompilerServices;
using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using __uncovered = global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute;

namespace LstmGen.Emitted;

/// <summary>The equations of the cell Mgu, and their derivatives, over the units of a step.</summary>
[__generated("LstmGen.Generator", "0.1.0"), __uncovered]
internal static class MguCell_c8175610
{
    /// <summary>What other gates read in place of h, of units [8 panel, 8 panelEnd).</summary>
    /// <remarks>
    /// v = sigmoid(f) h_{t-1}
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void Other<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::ReadOnlySpan<float> hBeforeRows, sys::Span<float> otherValueRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            Other<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, hBeforeRows, otherValueRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 3);
        ref readonly float hBeforeFirst = ref gen::RowRefs.First(hBeforeRows, rows, width);
        ref float otherValueFirst = ref gen::RowRefs.First(otherValueRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 3);
            ref readonly float hBefore = ref gen::RowRefs.ReadAt(in hBeforeFirst, row, width);
            ref float otherValue = ref gen::RowRefs.At(ref otherValueFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int fAt = (unit & -8) * 3 + (unit & 7);
                V f = V.LoadPanels(ref gate, fAt, 24);
                V hLast = V.Load(in hBefore, unit);
                V v1 = V.Sigmoid(f);
                V.StorePanels(v1, ref gate, fAt, 24);
                V.Store(v1 * hLast, ref otherValue, unit);
            }
        }
    }

    /// <summary>The gates of units [8 panel, 8 panelEnd) for each row: gate holds the pre-activations.</summary>
    /// <remarks>
    /// f = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
    /// n = x_t W_ih^T + b_ih + v W_hh^T + b_hh    [rows, H] each
    /// v = sigmoid(f) h_{t-1}
    /// h_t = h_{t-1} + sigmoid(f) (tanh(n) - h_{t-1})
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
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 3);
        ref readonly float hPreviousFirst = ref gen::RowRefs.First(hPreviousRows, rows, width);
        ref float hNextFirst = ref gen::RowRefs.First(hNextRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 3);
            ref readonly float hPrevious = ref gen::RowRefs.ReadAt(in hPreviousFirst, row, width);
            ref float hNext = ref gen::RowRefs.At(ref hNextFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int fAt = (unit & -8) * 3 + (unit & 7), nAt = fAt + 8;
                V v1 = V.LoadPanels(ref gate, fAt, 24);
                V hLast = V.Load(in hPrevious, unit);
                V n = V.LoadPanels(ref gate, nAt, 24);
                V v5 = V.Tanh(n);
                V.StorePanels(v5, ref gate, nAt, 24);
                V h = V.MultiplyAdd(v1, v5 - hLast, hLast);
                V.Store(V.FlushTiny(h), ref hNext, unit);
            }
        }
    }

    /// <summary>Gradients of the pre-activations of units [8 panel, 8 panelEnd), in the gates' place.</summary>
    /// <remarks>
    /// df = dh (tanh(n) - h_{t-1}) sigmoid(f) (1 - sigmoid(f))    dn = dh sigmoid(f) (1 - tanh(n)^2)
    /// dh_{t-1} = dh - dh sigmoid(f)
    /// df += dv h_{t-1} sigmoid(f) (1 - sigmoid(f))    dh_{t-1} += dv sigmoid(f)
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
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 3);
        ref readonly float hPreviousFirst = ref gen::RowRefs.First(hPreviousRows, rows, width);
        ref readonly float dhFirst = ref gen::RowRefs.First(dhRows, rows, dhStride);
        ref float dhCarryFirst = ref gen::RowRefs.First(dhCarryRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 3);
            ref readonly float hPrevious = ref gen::RowRefs.ReadAt(in hPreviousFirst, row, width);
            ref readonly float dh = ref gen::RowRefs.ReadAt(in dhFirst, row, dhStride);
            ref float dhCarry = ref gen::RowRefs.At(ref dhCarryFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int fAt = (unit & -8) * 3 + (unit & 7), nAt = fAt + 8, slot2At = fAt + 16;
                V dhUnits = V.FlushTiny(V.Load(in dh, unit) + V.Load(ref dhCarry, unit));
                V v1 = V.LoadPanels(ref gate, fAt, 24);
                V hLast = V.Load(in hPrevious, unit);
                V v5 = V.LoadPanels(ref gate, nAt, 24);
                V v11 = dhUnits * v1;
                V.StorePanels(dhUnits * (v5 - hLast) * v1 * (V.One - v1), ref gate, slot2At, 24); // df
                V.StorePanels(v11 * V.MultiplyAdd(-v5, v5, V.One), ref gate, nAt, 24); // dn
                V.Store(dhUnits - v11, ref dhCarry, unit);
            }
        }
    }

    /// <summary>The gradient of the value that other gates read, handed on to what it is made of.</summary>
    /// <remarks>
    /// df += dv h_{t-1} sigmoid(f) (1 - sigmoid(f))    dh_{t-1} += dv sigmoid(f)
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void OtherBackward<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::ReadOnlySpan<float> hBeforeRows, sys::ReadOnlySpan<float> dOtherRows, sys::Span<float> dhBeforeRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            OtherBackward<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, hBeforeRows, dOtherRows, dhBeforeRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 3);
        ref readonly float hBeforeFirst = ref gen::RowRefs.First(hBeforeRows, rows, width);
        ref readonly float dOtherFirst = ref gen::RowRefs.First(dOtherRows, rows, width);
        ref float dhBeforeFirst = ref gen::RowRefs.First(dhBeforeRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 3);
            ref readonly float hBefore = ref gen::RowRefs.ReadAt(in hBeforeFirst, row, width);
            ref readonly float dOther = ref gen::RowRefs.ReadAt(in dOtherFirst, row, width);
            ref float dhBefore = ref gen::RowRefs.At(ref dhBeforeFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int fAt = (unit & -8) * 3 + (unit & 7), slot2At = fAt + 16;
                V v1 = V.LoadPanels(ref gate, fAt, 24);
                V hLast = V.Load(in hBefore, unit);
                V dValue = V.Load(in dOther, unit);
                V.StorePanels(V.LoadPanels(ref gate, slot2At, 24) + dValue * hLast * v1 * (V.One - v1), ref gate, fAt, 24); // df
                V.Store(V.Load(ref dhBefore, unit) + dValue * v1, ref dhBefore, unit);
            }
        }
    }
}