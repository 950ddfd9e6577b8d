        /// <summary>rnn.weight_ih_l0, rnn.weight_hh_l0, rows [rowBegin, rowEnd), H = 128.</summary>
        /// <remarks>
        /// a = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
        /// h_t = tanh(a)
        /// </remarks>
        private static void Rnn0Forward<V>(Workspace ws, int rowBegin, int rowEnd, int part = 0, int parts = 1)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch, keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
            gen::PackedMatrix weights = ws.Packed.Rnn0Weights;
            sys::ReadOnlySpan<float> bias = ws.Packed.Rnn0Bias.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::Span<float> h = ws.Rnn0H.Span, gates = ws.Rnn0Gates.Span;
            var shares = new gen::UnitShares(part, parts, 16);
            if (parts == 1)
            {
                if (!ws.Continues)
                {
                    gen::RecurrentState.Load(ws, time, 0, 128, h, 128, history: true, false, rowBegin, rowEnd);
                }
            }

            bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once
            if (ahead && parts == 1)
            {
                if (ws.Splits(256L * ws.Time.Steps))
                    lstm::WorkerPool.Shared.Run(ws, PhaseRnn0InputAhead, ws.GradientParts);
                else
                    Rnn0InputAhead(ws, rowBegin, rowEnd, 0, time.Steps);
            }

            if (parts > 1 || !ws.RunSteps(PhaseRnn0ForwardUnits, ahead ? 16384 : 16640, 16))
            {
                for (int t = 0; t < time.Steps; t++)
                {
                    int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                    if (rows <= 0)
                        break;
                    sys::ReadOnlySpan<float> xt = x.Slice((t * batch + rowBegin) * 8);
                    sys::ReadOnlySpan<float> hPrevious = h.Slice((t * batch + rowBegin) * 128);
                    sys::Span<float> hNext = h.Slice(((t + 1) * batch + rowBegin) * 128);
                    sys::Span<float> gate = gates.Slice((t * keptGates + rowBegin) * 128);
                    while (shares.Next(out int firstPanel, out int endPanel))
                    {
                        int step = gen::PanelGemm.PanelStep(weights, rows);
                        for (int panel = firstPanel; panel < endPanel; panel += step)
                        {
                            int panelEnd = sys::Math.Min(panel + step, endPanel);
                            gen::ReadAhead.Share(x, (t + 1) * batch + rowBegin, ahead ? 0 : rows, 8, panel, panelEnd, 16);
                            if (ahead)
                                gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, default, hPrevious, 128, 128, default, 0, 0, gate, 128, innerBegin: 2);
                            else
                                gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, 8, 2, hPrevious, 128, 128, gate, 128);
                            cells::RnnCell_1a2d7b1a.Cell<V>(panel, panelEnd, rows, 128, gate, hNext);
                        }
                    }
                    if (shares.Left)
                        return;
                }
            }
        }

        /// <summary>x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.</summary>
        private static void Rnn0InputAhead(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.Multiply(
            ws.Time, ws.Packed.Rnn0Weights, ws.Packed.Rnn0Bias, ws.Input.Span, 8, 2,
            ws.Rnn0Gates, 128, rowBegin, rowEnd, begin, end);

        /// <summary>Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.</summary>
        /// <remarks>
        /// da = dh (1 - tanh(a)^2)
        /// dh_{t-1} += da_t W_hh    dx_t = da_t W_ih
        /// </remarks>
        private static void Rnn0Backward<V>(Workspace ws, int rowBegin, int rowEnd, int part = 0, int parts = 1)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch;
            sys::Span<float> gates = ws.Rnn0Gates.Span;
            sys::ReadOnlySpan<float> dh = ws.Rnn0OutputGradient.Span;
            sys::Span<float> dhCarry = ws.Rnn0HiddenGradient.Span; // what a step hands back to the one before
            var shares = new gen::UnitShares(part, parts, 16);
            if (parts == 1)
            {
                gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, 0, 128, dhCarry, 128, rowBegin, rowEnd);
                if (time.Ragged)
                    gen::RecurrentState.ClearEnded(time, gates, 128, 0, rowBegin, rowEnd);
            }

            if (parts > 1 || !ws.RunSteps(PhaseRnn0BackwardUnits, 16384, 16))
            {
                int after = 0, rowsAfter = 0; // the step computed last, whose product follows
                for (int t = time.Steps - 1; t >= 0; t--)
                {
                    int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                    if (rows <= 0)
                        continue;
                    sys::Span<float> gate = gates.Slice((t * batch + rowBegin) * 128);
                    while (shares.Next(out int firstPanel, out int endPanel))
                    {
                        if (rowsAfter > 0)
                        {
                            gen::PanelGemm.Multiply(ws.Packed.Rnn0RecurrentTransposed, firstPanel, endPanel, rowsAfter, ws.Rnn0Gates.Span.Slice((after * batch + rowBegin) * 128), 128, dhCarry.Slice(rowBegin * 128), 128, accumulate: false);
                        }
                        cells::RnnCell_1a2d7b1a.CellBackward<V>(firstPanel, endPanel, rows, 128, gate, dh.Slice((t * batch + rowBegin) * 128), 128, dhCarry.Slice(rowBegin * 128));
                    }
                    if (shares.Left)
                        return;
                    (after, rowsAfter) = (t, rows);
                }
                if (ws.InitialStateGradient is not null)
                {
                    while (shares.Next(out int firstPanel, out int endPanel))
                    {
                        gen::PanelGemm.Multiply(ws.Packed.Rnn0RecurrentTransposed, firstPanel, endPanel, rowsAfter, ws.Rnn0Gates.Span.Slice((after * batch + rowBegin) * 128), 128, dhCarry.Slice(rowBegin * 128), 128, accumulate: false);
                    }
                    if (shares.Left)
                        return;
                }
            }

            if (parts == 1 && ws.InitialStateGradient is { } initial)
            {
                gen::RecurrentState.SaveGradient(ws, initial, 0, 128, dhCarry, 128, rowBegin, rowEnd);
            }
        }

        /// <summary>dx_t = da_t W_ih of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
        private static void Rnn0InputGradient(Workspace ws, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.MultiplyBack(
            ws, ws.Time, ws.Packed.Rnn0InputTransposed, ws.Rnn0Gates, 128, ws.InputGradient, 8, false, rowBegin, rowEnd, begin, end);

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t; part {part} of {parts} takes its share.</summary>
        private static void Rnn0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            int pairs = ws.Time.Steps * ws.Time.Batch;
            gen::GradientShare share = new(part, parts, 130);
            sys::ReadOnlySpan<float> da = ws.Rnn0Gates.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::ReadOnlySpan<float> hRead = ws.Rnn0H.Span;
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(0, 256), x, 8, new gen::Channels(1, 2)),
                new gen::GradientInput(gradients.Slice(256, 16384), hRead, 128, new gen::Channels(1, 128)),
                gradients.Slice(16640, 128), gradients.Slice(16768, 128),
                new gen::GateLayout(128, 1, 0, 1), gen::GateSlots.One, da, 128, pairs, share);
        }