        /// <summary>Mean of 0.5 (logVariance + (target - mean)^2 exp(-logVariance)), and its gradient with respect to the outputs; steps past a row's end count nothing.</summary>
        private void HeadScore(Workspace ws, gen::DeviceHead head)
        {
            head.UploadTargets();
            float scale = gen::LossScale.Of(0.7f, ws.Heads[0].Normalizer);
            Device.Launch(HeadEquationRows, Device.OnePer(head.Count), head.Rows, head.Values.View, scale);
        }

        /// <summary>The loss of a row and its derivatives.</summary>
        /// <remarks>
        /// l = 0.5 (logVariance + (target - mean)^2 exp(-logVariance))
        /// dl/dmean = -(2 (0.5 exp(-logVariance) (target - mean)))
        /// dl/dlogVariance = 0.5 - 0.5 (target - mean)^2 exp(-logVariance)
        /// </remarks>
        private static void HeadEquationRows(gen::LossRows rows, ilgpu::ArrayView<float> targets, float scale)
        {
            int row = ilgpu::Grid.IdxX * ilgpu::Group.DimX + ilgpu::Group.IdxX;
            if (row >= rows.Count)
                return;
            bool counts = rows.IsValid(row);
            float sum = 0f;
            for (int i = 0; i < 3; i++)
            {
                int at = row * rows.Stride + i * 2;
                gen::Lane dLoss = new gen::Lane(scale);
                gen::Lane target = new gen::Lane(targets[row * 3 + i]);
                gen::Lane mean = new gen::Lane(rows.Outputs[at + 0]);
                gen::Lane logVariance = new gen::Lane(rows.Outputs[at + 1]);
                gen::Lane v2 = target - mean;
                gen::Lane v5 = gen::Lane.Exp(-logVariance);
                gen::Lane v7 = v2 * v2;
                gen::Lane v13 = gen::Lane.Create(0.5f) * dLoss;
                gen::Lane loss = gen::Lane.Create(0.5f) * gen::Lane.MultiplyAdd(v7, v5, logVariance);
                gen::Lane slope0 = -(gen::Lane.Create(2f) * (v13 * v5 * v2));
                gen::Lane slope1 = gen::Lane.MultiplyAdd(-(v13 * v7), v5, v13);
                if (counts)
                    sum += loss.Value;
                rows.Gradients[at + 0] = counts ? slope0.Value : 0f;
                rows.Gradients[at + 1] = counts ? slope1.Value : 0f;
            }
            for (int i = 6; i < rows.Stride; i++)
                rows.Gradients[row * rows.Stride + i] = 0f;
            rows.Losses[row] = sum;
        }