        /// <summary>slstm.weight_ih_l0, slstm.weight_hh_l0, rows [rowBegin, rowEnd), H = 8.</summary>
        /// <remarks>
        /// i, f, z, o = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
        /// forget = m_{t-1} - softplus(-f)    kept = exp(forget - m_t)    added = exp(i - m_t)
        /// c_t = kept c_{t-1} + added tanh(z)    n_t = kept n_{t-1} + added    m_t = max(forget, i)
        /// h_t = sigmoid(o) c_t / n_t
        /// </remarks>
        private static void Slstm0Forward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch, kept = ws.Training ? batch : 0, keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
            gen::PackedMatrix weights = ws.Packed.Slstm0Weights;
            sys::ReadOnlySpan<float> bias = ws.Packed.Slstm0Bias.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::Span<float> h = ws.Slstm0H.Span, gates = ws.Slstm0Gates.Span;
            sys::Span<float> c = ws.Slstm0C.Span;
            sys::Span<float> stateN = ws.Slstm0StateN.Span;
            sys::Span<float> stateM = ws.Slstm0StateM.Span;
            if (!ws.Continues)
            {
                gen::RecurrentState.Load(ws, time, 0, 8, h, 8, history: true, false, rowBegin, rowEnd);
                gen::RecurrentState.Load(ws, time, 8, 8, c, 8, history: ws.Training, false, rowBegin, rowEnd);
                gen::RecurrentState.Load(ws, time, 16, 8, stateN, 8, history: ws.Training, false, rowBegin, rowEnd);
                gen::RecurrentState.Load(ws, time, 24, 8, stateM, 8, history: ws.Training, false, rowBegin, rowEnd);
            }

            bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once
            if (ahead)
            {
                if (ws.Splits(64L * ws.Time.Steps))
                    lstm::WorkerPool.Shared.Run(ws, PhaseSlstm0InputAhead, ws.GradientParts);
                else
                    Slstm0InputAhead(ws, rowBegin, rowEnd, 0, time.Steps);
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
                sys::ReadOnlySpan<float> stateNPrevious = stateN.Slice((t * kept + rowBegin) * 8);
                sys::Span<float> stateNNext = stateN.Slice(((t + 1) * kept + rowBegin) * 8);
                sys::ReadOnlySpan<float> stateMPrevious = stateM.Slice((t * kept + rowBegin) * 8);
                sys::Span<float> stateMNext = stateM.Slice(((t + 1) * kept + rowBegin) * 8);
                sys::Span<float> gate = gates.Slice((t * keptGates + rowBegin) * 40);
                const int panel = 0, panelEnd = 1;
                gen::ReadAhead.Share(x, (t + 1) * batch + rowBegin, ahead ? 0 : rows, 8, panel, panelEnd, 1);
                if (ahead)
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, default, hPrevious, 8, 8, default, 0, 0, gate, 40, innerBegin: 2);
                else
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, 8, 2, hPrevious, 8, 8, gate, 40);
                cells::SlstmCell_1664dc27.Cell<V>(panel, panelEnd, rows, 8, gate, hNext, cPrevious, cNext, stateNPrevious, stateNNext, stateMPrevious, stateMNext);
            }
        }

        /// <summary>x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.</summary>
        private static void Slstm0InputAhead(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.Multiply(
            ws.Time, ws.Packed.Slstm0Weights, ws.Packed.Slstm0Bias, ws.Input.Span, 8, 2,
            ws.Slstm0Gates, 40, rowBegin, rowEnd, begin, end);

        /// <summary>The cell's equations for V.Count units of one row, whose state changes in place; h is in slot 1.</summary>
        [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Slstm0Units<V>(Workspace ws, int unit)
            where V : struct, gen::ILanes<V>
        {
            ref float gate = ref ws.Slstm0Gates.Span[0];
            ref float hNext = ref ws.Slstm0H.Span[8];
            ref readonly float cPrevious = ref ws.Slstm0C.Span[0];
            ref float cNext = ref ws.Slstm0C.Span[0];
            ref readonly float stateNPrevious = ref ws.Slstm0StateN.Span[0];
            ref float stateNNext = ref ws.Slstm0StateN.Span[0];
            ref readonly float stateMPrevious = ref ws.Slstm0StateM.Span[0];
            ref float stateMNext = ref ws.Slstm0StateM.Span[0];
            int iAt = (unit & -8) * 5 + (unit & 7), fAt = iAt + 8, zAt = iAt + 16, oAt = iAt + 24;
            V f = V.LoadPanels(ref gate, fAt, 40);
            V mBefore = V.Load(in stateMPrevious, unit);
            V i = V.LoadPanels(ref gate, iAt, 40);
            V z = V.LoadPanels(ref gate, zAt, 40);
            V cBefore = V.Load(in cPrevious, unit);
            V nBefore = V.Load(in stateNPrevious, unit);
            V o = V.LoadPanels(ref gate, oAt, 40);
            V v2 = V.Softplus(-f);
            V forget = mBefore - v2;
            V m = V.Max(forget, i);
            V kept = V.Exp(forget - m);
            V added = V.Exp(i - m);
            V v12 = V.Tanh(z);
            V c = V.MultiplyAdd(kept, cBefore, added * v12);
            V n = V.MultiplyAdd(kept, nBefore, added);
            V v21 = V.Sigmoid(o);
            V h = v21 * c / n;
            V.Store(V.FlushTiny(c), ref cNext, unit);
            V.Store(V.FlushTiny(n), ref stateNNext, unit);
            V.Store(V.FlushTiny(m), ref stateMNext, unit);
            V.Store(h, ref hNext, unit);
        }

        /// <summary>Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.</summary>
        /// <remarks>
        /// dn &lt;- dn - dh / n_t (sigmoid(o) c_t / n_t)    dc &lt;- dc + dh / n_t sigmoid(o)    dadded = dn + dc tanh(z)
        /// dkept = dn n_{t-1} + dc c_{t-1}    dm &lt;- dm - dadded added - dkept kept
        /// di = dadded added + (0 where forget &gt;= i, else dm)
        /// df = (dkept kept + (dm where forget &gt;= i, else 0)) sigmoid(-f)    dz = dc added (1 - tanh(z)^2)
        /// do = dh / n_t c_t sigmoid(o) (1 - sigmoid(o))    dc_{t-1} = dc kept    dn_{t-1} = dn kept
        /// dm_{t-1} = dkept kept + (dm where forget &gt;= i, else 0)
        /// dh_{t-1} += da_t W_hh    dx_t = da_t W_ih
        /// </remarks>
        private static void Slstm0Backward<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch;
            sys::Span<float> gates = ws.Slstm0Gates.Span;
            sys::ReadOnlySpan<float> dh = ws.Slstm0OutputGradient.Span;
            sys::Span<float> dhCarry = ws.Slstm0HiddenGradient.Span; // what a step hands back to the one before
            sys::ReadOnlySpan<float> c = ws.Slstm0C.Span;
            sys::Span<float> dc = ws.Slstm0CellGradient.Span;
            sys::ReadOnlySpan<float> stateN = ws.Slstm0StateN.Span;
            sys::Span<float> dstateN = ws.Slstm0StateNGradient.Span;
            sys::ReadOnlySpan<float> stateM = ws.Slstm0StateM.Span;
            sys::Span<float> dstateM = ws.Slstm0StateMGradient.Span;
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 0, 8, dhCarry, 8, rowBegin, rowEnd);
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 8, 8, dc, 8, rowBegin, rowEnd);
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 16, 8, dstateN, 8, rowBegin, rowEnd);
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 24, 8, dstateM, 8, rowBegin, rowEnd);
            if (time.Ragged)
                gen::RecurrentState.ClearEnded(time, gates, 40, 0, rowBegin, rowEnd);

            for (int t = time.Steps - 1; t >= 0; t--)
            {
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                sys::Span<float> gate = gates.Slice((t * batch + rowBegin) * 40);
                sys::ReadOnlySpan<float> cPrevious = c.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> cNext = c.Slice(((t + 1) * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> stateNPrevious = stateN.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> stateNNext = stateN.Slice(((t + 1) * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> stateMPrevious = stateM.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> stateMNext = stateM.Slice(((t + 1) * batch + rowBegin) * 8);
                cells::SlstmCell_1664dc27.CellBackward<V>(0, 1, rows, 8, gate, dh.Slice((t * batch + rowBegin) * 8), 8, dhCarry.Slice(rowBegin * 8), cPrevious, cNext, dc.Slice(rowBegin * 8), stateNPrevious, stateNNext, dstateN.Slice(rowBegin * 8), stateMPrevious, stateMNext, dstateM.Slice(rowBegin * 8));
                if (t > 0 || ws.InitialStateGradient is not null)
                {
                    gen::PanelGemm.Multiply(ws.Packed.Slstm0RecurrentTransposed, rows, default, ws.Slstm0Gates.Span.Slice((t * batch + rowBegin) * 40), 40, dhCarry.Slice(rowBegin * 8), 8, accumulate: false);
                }
            }

            if (ws.InitialStateGradient is { } initial)
            {
                gen::RecurrentState.SaveGradient(ws, initial, 0, 8, dhCarry, 8, rowBegin, rowEnd);
                gen::RecurrentState.SaveGradient(ws, initial, 8, 8, dc, 8, rowBegin, rowEnd);
                gen::RecurrentState.SaveGradient(ws, initial, 16, 8, dstateN, 8, rowBegin, rowEnd);
                gen::RecurrentState.SaveGradient(ws, initial, 24, 8, dstateM, 8, rowBegin, rowEnd);
            }
        }

        /// <summary>dx_t = da_t W_ih of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
        private static void Slstm0InputGradient(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.MultiplyBack(
            ws, ws.Time, ws.Packed.Slstm0InputTransposed, ws.Slstm0Gates, 40, ws.InputGradient, 8, false, rowBegin, rowEnd, begin, end);

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t; part {part} of {parts} takes its share.</summary>
        private static void Slstm0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            int pairs = ws.Time.Steps * ws.Time.Batch;
            gen::GradientShare share = new(part, parts, 10);
            sys::ReadOnlySpan<float> da = ws.Slstm0Gates.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::ReadOnlySpan<float> hRead = ws.Slstm0H.Span;
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(0, 64), x, 8, new gen::Channels(1, 2)),
                new gen::GradientInput(gradients.Slice(64, 256), hRead, 8, new gen::Channels(1, 8)),
                gradients.Slice(320, 32), gradients.Slice(352, 32),
                new gen::GateLayout(8, 5, 0, 4), gen::GateSlots.Four, da, 40, pairs, share);
        }

// <auto-generated/>
#nullable enable annotations
#pragma warning disable

using sys = global::System;
using gen = global::LstmGen.CompilerServices;
using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using __uncovered = global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute;

namespace LstmGen.Emitted;

/// <summary>The equations of the cell Slstm, and their derivatives, over the units of a step.</summary>
[__generated("LstmGen.Generator", "0.1.0"), __uncovered]
internal static class SlstmCell_1664dc27
{
    /// <summary>The gates of units [8 panel, 8 panelEnd) for each row: gate holds the pre-activations.</summary>
    /// <remarks>
    /// i, f, z, o = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
    /// forget = m_{t-1} - softplus(-f)    kept = exp(forget - m_t)    added = exp(i - m_t)
    /// c_t = kept c_{t-1} + added tanh(z)    n_t = kept n_{t-1} + added    m_t = max(forget, i)
    /// h_t = sigmoid(o) c_t / n_t
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void Cell<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::Span<float> hNextRows, sys::ReadOnlySpan<float> cPreviousRows, sys::Span<float> cNextRows, sys::ReadOnlySpan<float> stateNPreviousRows, sys::Span<float> stateNNextRows, sys::ReadOnlySpan<float> stateMPreviousRows, sys::Span<float> stateMNextRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            Cell<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, hNextRows, cPreviousRows, cNextRows, stateNPreviousRows, stateNNextRows, stateMPreviousRows, stateMNextRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 5);
        ref float hNextFirst = ref gen::RowRefs.First(hNextRows, rows, width);
        ref readonly float cPreviousFirst = ref gen::RowRefs.First(cPreviousRows, rows, width);
        ref float cNextFirst = ref gen::RowRefs.First(cNextRows, rows, width);
        ref readonly float stateNPreviousFirst = ref gen::RowRefs.First(stateNPreviousRows, rows, width);
        ref float stateNNextFirst = ref gen::RowRefs.First(stateNNextRows, rows, width);
        ref readonly float stateMPreviousFirst = ref gen::RowRefs.First(stateMPreviousRows, rows, width);
        ref float stateMNextFirst = ref gen::RowRefs.First(stateMNextRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 5);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 5 + (unit & 7), zAt = iAt + 16, oAt = iAt + 24;
                V.StorePanels(V.Tanh(V.LoadPanels(ref gate, zAt, 40)), ref gate, zAt, 40);
                V.StorePanels(V.Sigmoid(V.LoadPanels(ref gate, oAt, 40)), ref gate, oAt, 40);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 5);
            ref readonly float cPrevious = ref gen::RowRefs.ReadAt(in cPreviousFirst, row, width);
            ref float cNext = ref gen::RowRefs.At(ref cNextFirst, row, width);
            ref readonly float stateNPrevious = ref gen::RowRefs.ReadAt(in stateNPreviousFirst, row, width);
            ref float stateNNext = ref gen::RowRefs.At(ref stateNNextFirst, row, width);
            ref readonly float stateMPrevious = ref gen::RowRefs.ReadAt(in stateMPreviousFirst, row, width);
            ref float stateMNext = ref gen::RowRefs.At(ref stateMNextFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 5 + (unit & 7), fAt = iAt + 8, zAt = iAt + 16, keptAt = iAt + 32;
                V f = V.LoadPanels(ref gate, fAt, 40);
                V mBefore = V.Load(in stateMPrevious, unit);
                V i = V.LoadPanels(ref gate, iAt, 40);
                V v12 = V.LoadPanels(ref gate, zAt, 40);
                V cBefore = V.Load(in cPrevious, unit);
                V nBefore = V.Load(in stateNPrevious, unit);
                V v2 = V.Softplus(-f);
                V forget = mBefore - v2;
                V m = V.Max(forget, i);
                V kept = V.Exp(forget - m);
                V added = V.Exp(i - m);
                V.StorePanels(kept, ref gate, keptAt, 40);
                V.Store(V.FlushTiny(V.MultiplyAdd(kept, cBefore, added * v12)), ref cNext, unit);
                V.Store(V.FlushTiny(V.MultiplyAdd(kept, nBefore, added)), ref stateNNext, unit);
                V.Store(V.FlushTiny(m), ref stateMNext, unit);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 5);
            ref float hNext = ref gen::RowRefs.At(ref hNextFirst, row, width);
            ref float cNext = ref gen::RowRefs.At(ref cNextFirst, row, width);
            ref float stateNNext = ref gen::RowRefs.At(ref stateNNextFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 5 + (unit & 7), oAt = iAt + 24;
                V c = V.Load(in cNext, unit);
                V n = V.Load(in stateNNext, unit);
                V v21 = V.LoadPanels(ref gate, oAt, 40);
                V h = v21 * c / n;
                V.Store(h, ref hNext, unit);
            }
        }
    }

    /// <summary>Gradients of the pre-activations of units [8 panel, 8 panelEnd), in the gates' place.</summary>
    /// <remarks>
    /// dn &lt;- dn - dh / n_t (sigmoid(o) c_t / n_t)    dc &lt;- dc + dh / n_t sigmoid(o)    dadded = dn + dc tanh(z)
    /// dkept = dn n_{t-1} + dc c_{t-1}    dm &lt;- dm - dadded added - dkept kept
    /// di = dadded added + (0 where forget &gt;= i, else dm)
    /// df = (dkept kept + (dm where forget &gt;= i, else 0)) sigmoid(-f)    dz = dc added (1 - tanh(z)^2)
    /// do = dh / n_t c_t sigmoid(o) (1 - sigmoid(o))    dc_{t-1} = dc kept    dn_{t-1} = dn kept
    /// dm_{t-1} = dkept kept + (dm where forget &gt;= i, else 0)
    /// in a reverse direction t-1 reads t+1
    /// </remarks>
    [sys::Runtime.CompilerServices.MethodImpl(sys::Runtime.CompilerServices.MethodImplOptions.NoInlining | sys::Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    internal static void CellBackward<V>(int panel, int panelEnd, int rows, int units, sys::Span<float> gateRows, sys::ReadOnlySpan<float> dhRows, int dhStride, sys::Span<float> dhCarryRows, sys::ReadOnlySpan<float> cPreviousRows, sys::ReadOnlySpan<float> cNextRows, sys::Span<float> dcRows, sys::ReadOnlySpan<float> stateNPreviousRows, sys::ReadOnlySpan<float> stateNNextRows, sys::Span<float> dstateNRows, sys::ReadOnlySpan<float> stateMPreviousRows, sys::ReadOnlySpan<float> stateMNextRows, sys::Span<float> dstateMRows)
        where V : struct, gen::ILanes<V>
    {
        if ((panelEnd - panel) * 8 % V.Count != 0)
        {
            CellBackward<gen::F32x8>(panelEnd - 1, panelEnd, rows, units, gateRows, dhRows, dhStride, dhCarryRows, cPreviousRows, cNextRows, dcRows, stateNPreviousRows, stateNNextRows, dstateNRows, stateMPreviousRows, stateMNextRows, dstateMRows);
            panelEnd--;
        }

        int width = (units + 7) & -8;
        ref float gateFirst = ref gen::RowRefs.First(gateRows, rows, width * 5);
        ref readonly float dhFirst = ref gen::RowRefs.First(dhRows, rows, dhStride);
        ref float dhCarryFirst = ref gen::RowRefs.First(dhCarryRows, rows, width);
        ref readonly float cPreviousFirst = ref gen::RowRefs.First(cPreviousRows, rows, width);
        ref readonly float cNextFirst = ref gen::RowRefs.First(cNextRows, rows, width);
        ref float dcFirst = ref gen::RowRefs.First(dcRows, rows, width);
        ref readonly float stateNPreviousFirst = ref gen::RowRefs.First(stateNPreviousRows, rows, width);
        ref readonly float stateNNextFirst = ref gen::RowRefs.First(stateNNextRows, rows, width);
        ref float dstateNFirst = ref gen::RowRefs.First(dstateNRows, rows, width);
        ref readonly float stateMPreviousFirst = ref gen::RowRefs.First(stateMPreviousRows, rows, width);
        ref readonly float stateMNextFirst = ref gen::RowRefs.First(stateMNextRows, rows, width);
        ref float dstateMFirst = ref gen::RowRefs.First(dstateMRows, rows, width);

        for (int row = 0; row < rows; row++)
        {
            ref float gate = ref gen::RowRefs.At(ref gateFirst, row, width * 5);
            ref readonly float dh = ref gen::RowRefs.ReadAt(in dhFirst, row, dhStride);
            ref float dhCarry = ref gen::RowRefs.At(ref dhCarryFirst, row, width);
            ref readonly float cPrevious = ref gen::RowRefs.ReadAt(in cPreviousFirst, row, width);
            ref readonly float cNext = ref gen::RowRefs.ReadAt(in cNextFirst, row, width);
            ref float dc = ref gen::RowRefs.At(ref dcFirst, row, width);
            ref readonly float stateNPrevious = ref gen::RowRefs.ReadAt(in stateNPreviousFirst, row, width);
            ref readonly float stateNNext = ref gen::RowRefs.ReadAt(in stateNNextFirst, row, width);
            ref float dstateN = ref gen::RowRefs.At(ref dstateNFirst, row, width);
            ref readonly float stateMPrevious = ref gen::RowRefs.ReadAt(in stateMPreviousFirst, row, width);
            ref readonly float stateMNext = ref gen::RowRefs.ReadAt(in stateMNextFirst, row, width);
            ref float dstateM = ref gen::RowRefs.At(ref dstateMFirst, row, width);
            for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)
            {
                int iAt = (unit & -8) * 5 + (unit & 7), fAt = iAt + 8, zAt = iAt + 16, oAt = iAt + 24, keptAt = iAt + 32;
                V dhUnits = V.FlushTiny(V.Load(in dh, unit) + V.Load(ref dhCarry, unit));
                V dcUnits = V.FlushTiny(V.Load(ref dc, unit));
                V dstateNUnits = V.FlushTiny(V.Load(ref dstateN, unit));
                V dstateMUnits = V.FlushTiny(V.Load(ref dstateM, unit));
                V f = V.LoadPanels(ref gate, fAt, 40);
                V mBefore = V.Load(in stateMPrevious, unit);
                V i = V.LoadPanels(ref gate, iAt, 40);
                V m = V.Load(in stateMNext, unit);
                V kept = V.LoadPanels(ref gate, keptAt, 40);
                V v12 = V.LoadPanels(ref gate, zAt, 40);
                V cBefore = V.Load(in cPrevious, unit);
                V c = V.Load(in cNext, unit);
                V nBefore = V.Load(in stateNPrevious, unit);
                V n = V.Load(in stateNNext, unit);
                V v21 = V.LoadPanels(ref gate, oAt, 40);
                V v1 = -f;
                V v2 = V.Softplus(v1);
                V added = V.Exp(i - m);
                V v28 = dhUnits / n;
                V v31 = V.MultiplyAdd(-v28, v21 * c / n, dstateNUnits);
                V v34 = V.MultiplyAdd(v28, v21, dcUnits);
                V v50 = V.MultiplyAdd(v34, v12, v31) * added;
                V v53 = V.MultiplyAdd(v31, nBefore, v34 * cBefore) * kept;
                V v55 = dstateMUnits - v50 - v53;
                V v56 = V.GreaterThanOrEqual(mBefore - v2, i);
                V v59 = v53 + V.Select(v56, v55, V.Zero);
                V v63 = V.Sigmoid(v1);
                V.StorePanels(v50 + V.Select(v56, V.Zero, v55), ref gate, iAt, 40); // di
                V.StorePanels(v59 * v63, ref gate, fAt, 40); // df
                V.StorePanels(v34 * added * V.MultiplyAdd(-v12, v12, V.One), ref gate, zAt, 40); // dz
                V.StorePanels(v28 * c * v21 * (V.One - v21), ref gate, oAt, 40); // do
                V.Store(v34 * kept, ref dc, unit);
                V.Store(v31 * kept, ref dstateN, unit);
                V.Store(v59, ref dstateM, unit);
            }
        }
    }
}