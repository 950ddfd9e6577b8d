        /// <summary>y = sigmoid(x), rows [rowBegin, rowEnd); 0 past a row's end.</summary>
        private static void Activation0Forward(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            sys::ReadOnlySpan<float> x = ws.Gru0H.Span[(time.Batch * 8)..];
            sys::Span<float> y = ws.Activation0Output.Span;
            int steps = gen::StepsPerProduct.Together(time, rowBegin, rowEnd); // whole batches lie one after another
            for (int t = 0; t < time.Steps; t += steps)
            {
                int from = (t * time.Batch + rowBegin) * 8, count = ((sys::Math.Min(steps, time.Steps - t) - 1) * time.Batch + rowEnd - rowBegin) * 8;
                sys::Span<float> yt = y.Slice(from, count);
                x.Slice(from, count).CopyTo(yt);
                gen::Activations.Sigmoid(yt);
                gen::ChannelPadding.Clear(yt, new gen::Channels(1, 3)); // sigmoid(0) is not 0
            }
            if (time.Ragged)
                gen::RecurrentState.ClearEnded(time, y, 8, 0, rowBegin, rowEnd);
        }

        /// <summary>dx = dy y (1 - y).</summary>
        private static void Activation0Backward(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            sys::ReadOnlySpan<float> y = ws.Activation0Output.Span, dy = ws.Activation0OutputGradient.Span;
            sys::Span<float> dx = ws.Gru0OutputGradient.Span;
            int steps = gen::StepsPerProduct.Together(time, rowBegin, rowEnd); // whole batches lie one after another
            for (int t = 0; t < time.Steps; t += steps)
            {
                int from = (t * time.Batch + rowBegin) * 8, count = ((sys::Math.Min(steps, time.Steps - t) - 1) * time.Batch + rowEnd - rowBegin) * 8;
                sys::Span<float> dxt = dx.Slice(from, count);
                dy.Slice(from, count).CopyTo(dxt);
                gen::ActivationGradients.Sigmoid(dxt, y.Slice(from, count));
            }
        }