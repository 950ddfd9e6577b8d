        /// <summary>Mean of (y - t)^2, and its gradient with respect to the outputs; steps past a row's end count nothing.</summary>
        private void HeadScore(Workspace ws, gen::DeviceHead head)
        {
            head.UploadTargets();
            float scale = gen::LossScale.Of(1f, ws.Heads[0].Normalizer);
            Kernels.Losses.Regression(head.Rows, head.Values.View, 1, 0, 0f, scale); // MeanSquared
        }