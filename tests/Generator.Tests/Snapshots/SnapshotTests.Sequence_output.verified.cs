        /// <summary>What the mean of the loss divides by.</summary>
        internal static void HeadNormalize(train::TimeLayout time, train::HeadWorkspace head)
        {
            head.RequireTargets();
            double normalizer = 0;
            for (int t = 0; t < time.Steps; t++)
            {
                int first = t * time.Batch, count = time.Active[t];
                if (count <= 0)
                    break;
                normalizer += (double)count * 3;
            }
            head.Normalizer = normalizer;
        }

        /// <summary>Mean of (y - t)^2 over valid steps, and its gradient.</summary>
        private static void HeadLoss(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            train::HeadWorkspace head = ws.Heads[0];
            float scale = gen::LossScale.Of(1f, head.Normalizer);
            gen::RecurrentState.ClearEnded(time, head.OutputGradients.Span, head.Stride, 0, rowBegin, rowEnd);
            for (int t = 0; t < time.Steps; t++)
            {
                int first = t * time.Batch + rowBegin, count = sys::Math.Min(time.Active[t], rowEnd) - rowBegin;
                if (count <= 0)
                    break;
                sys::ReadOnlySpan<float> outputs = head.Outputs.Span.Slice(first * head.Stride, count * head.Stride);
                sys::Span<float> gradients = head.OutputGradients.Span.Slice(first * head.Stride, count * head.Stride);
                sys::Span<double> losses = head.RowLosses.Slice(first, count);
                gen::MeanSquared.Compute(outputs, head.Stride, head.ValueTargets.Slice(first * 3, count * 3), 3, scale, losses, gradients);
            }
        }