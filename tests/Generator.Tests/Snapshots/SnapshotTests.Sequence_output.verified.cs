        /// <summary>What the mean of the loss divides by.</summary>
        internal static void HeadNormalize(train::HeadWorkspace head)
        {
            head.RequireTargets();
            train::TimeLayout time = head.Time;
            double normalizer = 0;
            foreach (gen::HeadRows rows in new gen::HeadSteps(head, 0, time.Batch))
                normalizer += (double)rows.Count * 3;
            head.Normalizer = normalizer;
        }

        /// <summary>Mean of (y - t)^2 over valid steps, and its gradient.</summary>
        private static void HeadLoss(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            train::HeadWorkspace head = ws.Heads[0];
            float scale = gen::LossScale.Of(1f, head.Normalizer);
            gen::RecurrentState.ClearEnded(time, head.OutputGradients.Span, head.Stride, 0, rowBegin, rowEnd);
            foreach (gen::HeadRows rows in new gen::HeadSteps(head, rowBegin, rowEnd))
                gen::MeanSquared.Compute(rows.Outputs, head.Stride, rows.Values(3), 3, scale, rows.Losses, rows.Gradients);
        }