        /// <summary>y = x W^T + b: head.weight [6, 5], rows [rowBegin, rowEnd).</summary>
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
            head.Normalizer = (double)rows.Count * 3;
        }

        /// <summary>Mean of 0.5 (logVariance + (target - mean)^2 exp(-logVariance)), and its gradient with respect to the outputs; steps past a row's end count nothing.</summary>
        private static void HeadLoss(Workspace ws, int rowBegin, int rowEnd)
        {
            train::HeadWorkspace head = ws.Heads[0];
            float scale = gen::LossScale.Of(0.7f, head.Normalizer);
            gen::HeadRows rows = new(head, rowBegin, rowEnd - rowBegin);
            HeadEquation(rows.Outputs, head.Stride, rows.Values(3), scale, rows.Losses, rows.Gradients);
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

        /// <summary>The loss of some rows, each a sum over its targets, and the scaled gradients of their outputs.</summary>
        /// <remarks>
        /// l = 0.5 (logVariance + (target - mean)^2 exp(-logVariance))
        /// dl/dmean = -(2 (0.5 exp(-logVariance) (target - mean)))
        /// dl/dlogVariance = 0.5 - 0.5 (target - mean)^2 exp(-logVariance)
        /// </remarks>
        private static void HeadEquation(sys::ReadOnlySpan<float> outputs, int stride, sys::ReadOnlySpan<float> targets, float scale, sys::Span<double> losses, sys::Span<float> gradients)
        {
            for (int row = 0; row < losses.Length; row++)
            {
                double sum = 0;
                for (int i = 0; i < 3; i++)
                {
                    double t = targets[row * 3 + i], dLoss = scale;
                    double y0 = outputs[row * stride + i * 2 + 0]; // mean
                    double y1 = outputs[row * stride + i * 2 + 1]; // logVariance
                    double v2 = t - y0;
                    double v5 = sys::Math.Exp((-y1));
                    double v7 = v2 * v2;
                    double v13 = 0.5d * dLoss;
                    sum += (0.5d * (y1 + (v7 * v5)));
                    if (!gradients.IsEmpty)
                    {
                        gradients[row * stride + i * 2 + 0] = (float)((-(2d * ((v13 * v5) * v2))));
                        gradients[row * stride + i * 2 + 1] = (float)((v13 - ((v13 * v7) * v5)));
                    }
                }
                losses[row] = sum;
                if (!gradients.IsEmpty)
                    gradients.Slice(row * stride + 6, stride - 6).Clear();
            }
        }