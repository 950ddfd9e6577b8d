        /// <summary>lstm.weight_ih_l0, lstm.weight_hh_l0 or those of the reverse direction, rows [rowBegin, rowEnd), H = 3.</summary>
        /// <remarks>
        /// a = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, 4 x H], gates i f g o
        /// i, f, o = sigmoid(a)    g = tanh(a)
        /// c_t = f * c_{t-1} + i * g    h_t = o * tanh(c_t)
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Lstm0Forward<V>(Workspace ws, bool reverse, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch, kept = ws.Training ? batch : 0, keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
            gen::PackedMatrix weights = (reverse ? ws.Packed.Lstm0ReverseWeights : ws.Packed.Lstm0Weights);
            sys::ReadOnlySpan<float> bias = (reverse ? ws.Packed.Lstm0ReverseBias : ws.Packed.Lstm0Bias).Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::Span<float> h = (reverse ? ws.Lstm0ReverseH : ws.Lstm0H).Span, gates = (reverse ? ws.Lstm0ReverseGates : ws.Lstm0Gates).Span;
            sys::Span<float> c = (reverse ? ws.Lstm0ReverseC : ws.Lstm0C).Span;
            if (!ws.Continues)
            {
                gen::RecurrentState.Load(ws, time, (reverse ? 3 : 0), 3, h, 8, history: true, reverse, rowBegin, rowEnd);
                gen::RecurrentState.Load(ws, time, (reverse ? 9 : 6), 3, c, 8, history: ws.Training, reverse, rowBegin, rowEnd);
            }

            bool ahead = ws.FewRows(rowEnd - rowBegin); // x W_ih^T of all steps at once
            if (ahead)
            {
                if (ws.Splits(24L * ws.Time.Steps))
                    lstm::WorkerPool.Shared.Run(ws, (reverse ? PhaseLstm0ReverseInputAhead : PhaseLstm0InputAhead), ws.GradientParts);
                else
                    Lstm0InputAhead(ws, reverse, rowBegin, rowEnd, 0, time.Steps);
            }

            for (int k = 0; k < time.Steps; k++)
            {
                int t = reverse ? time.Steps - 1 - k : k, previous = reverse ? t + 1 : t, next = reverse ? t : t + 1;
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                sys::ReadOnlySpan<float> xt = x.Slice((t * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> hPrevious = h.Slice((previous * batch + rowBegin) * 8);
                sys::Span<float> hNext = h.Slice((next * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> cPrevious = c.Slice((previous * kept + rowBegin) * 8);
                sys::Span<float> cNext = c.Slice((next * kept + rowBegin) * 8);
                sys::Span<float> gate = gates.Slice((t * keptGates + rowBegin) * 32);
                const int panel = 0, panelEnd = 1;
                gen::ReadAhead.Share(x, (reverse ? t - 1 : t + 1) * batch + rowBegin, ahead ? 0 : rows, 8, panel, panelEnd, 1);
                if (ahead)
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, default, hPrevious, 8, 3, default, 0, 0, gate, 32, innerBegin: 2);
                else
                    gen::PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, 8, 2, hPrevious, 8, 3, gate, 32);
                cells::LstmCell_a159af04.Cell<V>(panel, panelEnd, rows, 3, gate, hNext, cPrevious, cNext);
            }
        }

        /// <summary>x W_ih^T + b of rows [rowBegin, rowEnd) at steps [begin, end), into the gates.</summary>
        private static void Lstm0InputAhead(Workspace ws, bool reverse, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.Multiply(
            ws.Time, (reverse ? ws.Packed.Lstm0ReverseWeights : ws.Packed.Lstm0Weights), (reverse ? ws.Packed.Lstm0ReverseBias : ws.Packed.Lstm0Bias), ws.Input.Span, 8, 2,
            (reverse ? ws.Lstm0ReverseGates : ws.Lstm0Gates), 32, rowBegin, rowEnd, begin, end);

        /// <summary>y_t = both directions side by side: 6 channels; 0 past a row's end.</summary>
        private static void Lstm0Output(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            sys::ReadOnlySpan<float> forward = ws.Lstm0H.Span[(time.Batch * 8)..]; // slot t + 1 holds h after step t
            sys::ReadOnlySpan<float> reverse = ws.Lstm0ReverseH.Span; // in reverse, slot t does
            gen::Directions.Concatenate(time, forward, reverse, 8, ws.Lstm0Output.Span, rowBegin, rowEnd);
        }

        /// <summary>Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.</summary>
        /// <remarks>
        /// do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)
        /// df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)
        /// dc_{t-1} = dc f
        /// dh_{t-1} += da_t W_hh    dx_t = da_t W_ih
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Lstm0Backward<V>(Workspace ws, bool reverse, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            train::TimeLayout time = ws.Time;
            int batch = time.Batch;
            sys::Span<float> gates = (reverse ? ws.Lstm0ReverseGates : ws.Lstm0Gates).Span;
            sys::ReadOnlySpan<float> dh = ws.Lstm0OutputGradient.Span[(reverse ? 8 : 0)..];
            sys::Span<float> dhCarry = (reverse ? ws.Lstm0ReverseHiddenGradient : ws.Lstm0HiddenGradient).Span; // what a step hands back to the one before
            sys::ReadOnlySpan<float> c = (reverse ? ws.Lstm0ReverseC : ws.Lstm0C).Span;
            sys::Span<float> dc = (reverse ? ws.Lstm0ReverseCellGradient : ws.Lstm0CellGradient).Span;
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, (reverse ? 3 : 0), 3, dhCarry, 8, rowBegin, rowEnd);
            gen::RecurrentState.LoadGradient(ws, ws.FinalStateGradient, (reverse ? 9 : 6), 3, dc, 8, rowBegin, rowEnd);
            if (time.Ragged)
                gen::RecurrentState.ClearEnded(time, gates, 32, 0, rowBegin, rowEnd);

            for (int k = time.Steps - 1; k >= 0; k--)
            {
                int t = reverse ? time.Steps - 1 - k : k, previous = reverse ? t + 1 : t, next = reverse ? t : t + 1;
                int rows = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (rows <= 0)
                    continue;
                sys::Span<float> gate = gates.Slice((t * batch + rowBegin) * 32);
                sys::ReadOnlySpan<float> cPrevious = c.Slice((previous * batch + rowBegin) * 8);
                sys::ReadOnlySpan<float> cNext = c.Slice((next * batch + rowBegin) * 8);
                cells::LstmCell_a159af04.CellBackward<V>(0, 1, rows, 3, gate, dh.Slice((t * batch + rowBegin) * 16), 16, dhCarry.Slice(rowBegin * 8), cPrevious, cNext, dc.Slice(rowBegin * 8));
                if (k > 0 || ws.InitialStateGradient is not null)
                {
                    gen::PanelGemm.Multiply((reverse ? ws.Packed.Lstm0ReverseRecurrentTransposed : ws.Packed.Lstm0RecurrentTransposed), rows, default, (reverse ? ws.Lstm0ReverseGates : ws.Lstm0Gates).Span.Slice((t * batch + rowBegin) * 32), 32, dhCarry.Slice(rowBegin * 8), 8, accumulate: false);
                }
            }

            if (ws.InitialStateGradient is { } initial)
            {
                gen::RecurrentState.SaveGradient(ws, initial, (reverse ? 3 : 0), 3, dhCarry, 8, rowBegin, rowEnd);
                gen::RecurrentState.SaveGradient(ws, initial, (reverse ? 9 : 6), 3, dc, 8, rowBegin, rowEnd);
            }
        }

        /// <summary>dx_t = da_t W_ih, or += in reverse, of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
        private static void Lstm0InputGradient(Workspace ws, bool reverse, int rowBegin, int rowEnd, int begin, int end) => gen::RecurrentInput.MultiplyBack(
            ws, ws.Time, (reverse ? ws.Packed.Lstm0ReverseInputTransposed : ws.Packed.Lstm0InputTransposed), (reverse ? ws.Lstm0ReverseGates : ws.Lstm0Gates), 32, ws.InputGradient, 8, reverse, rowBegin, rowEnd, begin, end);

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

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t+1}, db += da_t; part {part} of {parts} takes its share.</summary>
        private static void Lstm0ReverseGradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            int pairs = ws.Time.Steps * ws.Time.Batch;
            gen::GradientShare share = new(part, parts, 5);
            sys::ReadOnlySpan<float> da = ws.Lstm0ReverseGates.Span;
            sys::ReadOnlySpan<float> x = ws.Input.Span;
            sys::ReadOnlySpan<float> hRead = ws.Lstm0ReverseH.Span[(ws.Time.Batch * 8)..];
            gen::WeightGradient.Accumulate(
                new gen::GradientInput(gradients.Slice(84, 24), x, 8, new gen::Channels(1, 2)),
                new gen::GradientInput(gradients.Slice(108, 36), hRead, 8, new gen::Channels(1, 3)),
                gradients.Slice(144, 12), gradients.Slice(156, 12),
                new gen::GateLayout(3, 4, 0, 4), gen::GateSlots.Four, da, 32, pairs, share);
        }