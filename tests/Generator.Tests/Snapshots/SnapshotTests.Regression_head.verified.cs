        /// <summary>y = x W^T + b: head.weight [1, 3], rows [rowBegin, rowEnd).</summary>
        private static void HeadForward(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            train::HeadWorkspace head = ws.Heads[0];
            // the last valid step of each row
            gen::LastStep.Gather(time, ws.Lstm0H.Span[(time.Batch * 8)..], 1, 8, ws.HeadPooled.Span, rowBegin, rowEnd);
            ws.Packed.Head.Forward(head, ws.HeadPooled, rowBegin, rowEnd);
        }

        /// <summary>Checks the targets; what the mean of the loss divides by.</summary>
        internal static void HeadNormalize(train::HeadWorkspace head)
        {
            head.RequireTargets();
            gen::HeadRows rows = new(head, 0, head.Rows);
            head.Normalizer = rows.Count;
        }

        /// <summary>Mean of (y - t)^2, and its gradient with respect to the outputs; steps past a row's end count nothing.</summary>
        private static void HeadLoss(Workspace ws, int rowBegin, int rowEnd)
        {
            train::HeadWorkspace head = ws.Heads[0];
            float scale = gen::LossScale.Of(1f, head.Normalizer);
            gen::HeadRows rows = new(head, rowBegin, rowEnd - rowBegin);
            gen::MeanSquared.Compute(rows.Outputs, head.Stride, rows.Values(1), 1, scale, rows.Losses, rows.Gradients);
        }

        /// <summary>dx += dy W.</summary>
        private static void HeadBackward(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            train::HeadWorkspace head = ws.Heads[0];
            ws.Packed.Head.Backward(head, ws.HeadPooledGradient, rowBegin, rowEnd);
            gen::LastStep.ScatterAdd(time, ws.HeadPooledGradient.Span, 1, 8, ws.Lstm0OutputGradient.Span, rowBegin, rowEnd);
        }

        /// <summary>dW += dy^T x, db += dy; share 'part' of 'parts'.</summary>
        private static void HeadGradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            train::HeadWorkspace head = ws.Heads[0];
            ws.Packed.Head.AddGradients(head, gradients, ws.HeadPooled.Span, 8, part, parts);
        }