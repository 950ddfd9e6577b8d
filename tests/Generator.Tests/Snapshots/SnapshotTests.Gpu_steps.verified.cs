        // step by step, a product of all rows and a pass over their units in turn, because a step takes two products, with a value of all units between them; x W_ih^T and the weight gradients are products over the whole sequence
        /// <summary>gru.weight_ih_l0, gru.weight_hh_l0.</summary>
        private void Gru0Forward(Workspace ws)
        {
            gen::DeviceTime time = ws.TimeOnDevice;
            if (time.Ragged)
            {
                Kernels.Sequences.ClearEnded(time.Layout, ws.Gru0H.View, 8, 1);
                Kernels.Sequences.ClearEnded(time.Layout, ws.Gru0OtherValue.View, 8, 0);
            }
            Kernels.States.Load(time.Layout, ws.InitialStates, 0, 3, ws.Gru0H.View, 8, false);
            ilgpu::ArrayView<float> x = ws.Input.View;
            Kernels.Products.Multiply(time.Pairs, 8, 24, x, 8, Gru0InputWeights.View, Gru0Bias.View, ws.Gru0Gates.View, 24); // x_t W_ih^T + b
            for (int t = 0; t < time.Steps; t++)
            {
                int rows = time.Active[t];
                if (rows == 0)
                    break;
                var step = new gen::DeviceStep { Batch = time.Batch, Step = t, Rows = rows };
                Kernels.Products.Multiply(rows, 8, 24, ws.Gru0H.View.SubView(t * time.Batch * 8), 8, Gru0RecurrentWeights.View, ilgpu::ArrayView<float>.Empty, ws.Gru0Gates.View.SubView(t * time.Batch * 24), 24, accumulate: true);
                Device.Launch(Gru0OtherStep, Device.OnePer((long)rows * 8), step, ws.Gru0Gates.View, ws.Gru0H.View, ws.Gru0OtherValue.View);
                Kernels.Products.Multiply(rows, 8, 24, ws.Gru0OtherValue.View.SubView(t * time.Batch * 8), 8, Gru0OtherWeights.View, ilgpu::ArrayView<float>.Empty, ws.Gru0Gates.View.SubView(t * time.Batch * 24), 24, accumulate: true);
                Device.Launch(Gru0CellStep, Device.OnePer((long)rows * 8), step, ws.Gru0Gates.View, ws.Gru0H.View);
            }
        }

        /// <summary>One step of all rows: What other gates read in place of h, of each unit.</summary>
        private static void Gru0OtherStep(gen::DeviceStep time, ilgpu::ArrayView<float> gru0Gates, ilgpu::ArrayView<float> gru0H, ilgpu::ArrayView<float> gru0OtherValue)
        {
            int at = ilgpu::Grid.IdxX * ilgpu::Group.DimX + ilgpu::Group.IdxX, row = at / 8, unit = at % 8, t = time.Step;
            if (row < time.Rows)
                Gru0Other<gen::Lane>(unit, gru0Gates.SubView((t * time.Batch + row) * 24), gru0H.SubView((t * time.Batch + row) * 8), gru0OtherValue.SubView((t * time.Batch + row) * 8));
        }

        /// <summary>One step of all rows: The gates of each unit for each row: gate holds the pre-activations.</summary>
        private static void Gru0CellStep(gen::DeviceStep time, ilgpu::ArrayView<float> gru0Gates, ilgpu::ArrayView<float> gru0H)
        {
            int at = ilgpu::Grid.IdxX * ilgpu::Group.DimX + ilgpu::Group.IdxX, row = at / 8, unit = at % 8, t = time.Step;
            if (row < time.Rows)
                Gru0Cell<gen::Lane>(unit, gru0Gates.SubView((t * time.Batch + row) * 24), gru0H.SubView((t * time.Batch + row) * 8), gru0H.SubView(((t + 1) * time.Batch + row) * 8));
        }

        /// <summary>What other gates read in place of h, of one unit of one row.</summary>
        /// <remarks>
        /// reset = sigmoid(r)    v = reset h_{t-1}
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Gru0Other<V>(int unit, ilgpu::ArrayView<float> gate, ilgpu::ArrayView<float> hBefore, ilgpu::ArrayView<float> otherValue)
            where V : struct, gen::IDeviceLanes<V>
        {
            int rAt = (unit & -8) * 3 + (unit & 7);
            V r = V.LoadPanels(ref gate, rAt, 24);
            V hLast = V.Load(in hBefore, unit);
            V reset = V.Sigmoid(r);
            V.StorePanels(reset, ref gate, rAt, 24);
            V.Store(reset * hLast, ref otherValue, unit);
        }

        /// <summary>The gates of one unit of one row for each row: gate holds the pre-activations.</summary>
        /// <remarks>
        /// r, z = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, H] each
        /// n = x_t W_ih^T + b_ih + v W_hh^T + b_hh    [rows, H] each
        /// reset = sigmoid(r)    v = reset h_{t-1}
        /// update = sigmoid(z)    candidate = tanh(n)    h_t = candidate + update (h_{t-1} - candidate)
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Gru0Cell<V>(int unit, ilgpu::ArrayView<float> gate, ilgpu::ArrayView<float> hPrevious, ilgpu::ArrayView<float> hNext)
            where V : struct, gen::IDeviceLanes<V>
        {
            int rAt = (unit & -8) * 3 + (unit & 7), zAt = rAt + 8, nAt = rAt + 16;
            V z = V.LoadPanels(ref gate, zAt, 24);
            V n = V.LoadPanels(ref gate, nAt, 24);
            V hLast = V.Load(in hPrevious, unit);
            V update = V.Sigmoid(z);
            V candidate = V.Tanh(n);
            V.StorePanels(update, ref gate, zAt, 24);
            V.StorePanels(candidate, ref gate, nAt, 24);
            V h = V.MultiplyAdd(update, hLast - candidate, candidate);
            V.Store(V.FlushTiny(h), ref hNext, unit);
        }

        /// <summary>Gradients of the pre-activations of one unit of one row, in the gates' place.</summary>
        /// <remarks>
        /// dupdate = dh (h_{t-1} - candidate)    dcandidate = dh - dh update    dz = dupdate update (1 - update)
        /// dn = dcandidate (1 - candidate^2)    dh_{t-1} = dh update
        /// dreset = dv h_{t-1}    dr += dreset reset (1 - reset)    dh_{t-1} += dv reset
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Gru0CellBackward<V>(int unit, ilgpu::ArrayView<float> gate, ilgpu::ArrayView<float> hPrevious, ilgpu::ArrayView<float> dh, ilgpu::ArrayView<float> dhCarry)
            where V : struct, gen::IDeviceLanes<V>
        {
            int rAt = (unit & -8) * 3 + (unit & 7), zAt = rAt + 8, nAt = rAt + 16;
            V dhUnits = V.FlushTiny(V.Load(in dh, unit) + V.Load(ref dhCarry, unit));
            V update = V.LoadPanels(ref gate, zAt, 24);
            V candidate = V.LoadPanels(ref gate, nAt, 24);
            V hLast = V.Load(in hPrevious, unit);
            V v13 = dhUnits * update;
            V.StorePanels(dhUnits * (hLast - candidate) * update * (V.One - update), ref gate, zAt, 24); // dz
            V.StorePanels((dhUnits - v13) * V.MultiplyAdd(-candidate, candidate, V.One), ref gate, nAt, 24); // dn
            V.Store(v13, ref dhCarry, unit);
        }

        /// <summary>The gradient of the value that other gates read, handed on to what it is made of.</summary>
        /// <remarks>
        /// dreset = dv h_{t-1}    dr += dreset reset (1 - reset)    dh_{t-1} += dv reset
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Gru0OtherBackward<V>(int unit, ilgpu::ArrayView<float> gate, ilgpu::ArrayView<float> hBefore, ilgpu::ArrayView<float> dOther, ilgpu::ArrayView<float> dhBefore)
            where V : struct, gen::IDeviceLanes<V>
        {
            int rAt = (unit & -8) * 3 + (unit & 7);
            V reset = V.LoadPanels(ref gate, rAt, 24);
            V hLast = V.Load(in hBefore, unit);
            V dValue = V.Load(in dOther, unit);
            V.StorePanels(dValue * hLast * reset * (V.One - reset), ref gate, rAt, 24); // dr
            V.Store(V.Load(ref dhBefore, unit) + dValue * reset, ref dhBefore, unit);
        }

        /// <summary>Back through time; then dx_t = da_t W_ih.</summary>
        private void Gru0Backward(Workspace ws)
        {
            gen::DeviceTime time = ws.TimeOnDevice;
            if (time.Ragged)
            {
                Kernels.Sequences.ClearEnded(time.Layout, ws.Gru0Gates.View, 24, 0);
            }
            Kernels.States.Load(time.Layout, ws.FinalStateGradients, 0, 3, ws.Gru0HiddenGradient.View, 8, false);
            for (int t = time.Steps - 1; t >= 0; t--)
            {
                int rows = time.Active[t];
                if (rows == 0)
                    continue;
                var step = new gen::DeviceStep { Batch = time.Batch, Step = t, Rows = rows };
                Device.Launch(Gru0CellBackwardStep, Device.OnePer((long)rows * 8), step, ws.Gru0Gates.View, ws.Gru0H.View, ws.Gru0OutputGradient.View, ws.Gru0HiddenGradient.View);
                Kernels.Products.MultiplyTransposed(rows, 24, 8, ws.Gru0Gates.View.SubView(t * time.Batch * 24), 24, Gru0OtherWeights.View, ws.Gru0OtherGradient.View, 8, accumulate: false);
                Device.Launch(Gru0OtherBackwardStep, Device.OnePer((long)rows * 8), step, ws.Gru0Gates.View, ws.Gru0H.View, ws.Gru0OtherGradient.View, ws.Gru0HiddenGradient.View);
                Kernels.Products.MultiplyTransposed(rows, 24, 8, ws.Gru0Gates.View.SubView(t * time.Batch * 24), 24, Gru0RecurrentWeights.View, ws.Gru0HiddenGradient.View, 8, accumulate: true);
            }
            if (!ws.WantInputGradient)
                return;
            Kernels.Products.MultiplyTransposed(time.Pairs, 24, 8, ws.Gru0Gates.View, 24, Gru0InputWeights.View, ws.InputGradient.View, 8, accumulate: false); // dx_t = da_t W_ih
        }

        /// <summary>One step of all rows: Gradients of the pre-activations of each unit, in the gates' place.</summary>
        private static void Gru0CellBackwardStep(gen::DeviceStep time, ilgpu::ArrayView<float> gru0Gates, ilgpu::ArrayView<float> gru0H, ilgpu::ArrayView<float> gru0OutputGradient, ilgpu::ArrayView<float> gru0HiddenGradient)
        {
            int at = ilgpu::Grid.IdxX * ilgpu::Group.DimX + ilgpu::Group.IdxX, row = at / 8, unit = at % 8, t = time.Step;
            if (row < time.Rows)
                Gru0CellBackward<gen::Lane>(unit, gru0Gates.SubView((t * time.Batch + row) * 24), gru0H.SubView((t * time.Batch + row) * 8), gru0OutputGradient.SubView((t * time.Batch + row) * 8), gru0HiddenGradient.SubView(row * 8));
        }

        /// <summary>One step of all rows: The gradient of the value that other gates read, handed on to what it is made of.</summary>
        private static void Gru0OtherBackwardStep(gen::DeviceStep time, ilgpu::ArrayView<float> gru0Gates, ilgpu::ArrayView<float> gru0H, ilgpu::ArrayView<float> gru0OtherGradient, ilgpu::ArrayView<float> gru0HiddenGradient)
        {
            int at = ilgpu::Grid.IdxX * ilgpu::Group.DimX + ilgpu::Group.IdxX, row = at / 8, unit = at % 8, t = time.Step;
            if (row < time.Rows)
                Gru0OtherBackward<gen::Lane>(unit, gru0Gates.SubView((t * time.Batch + row) * 24), gru0H.SubView((t * time.Batch + row) * 8), gru0OtherGradient.SubView(row * 8), gru0HiddenGradient.SubView(row * 8));
        }

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t.</summary>
        private void Gru0Gradients(Workspace ws)
        {
            gen::DeviceTime time = ws.TimeOnDevice;
            int pairs = time.Pairs;
            ilgpu::ArrayView<float> da = ws.Gru0Gates.View, x = ws.Input.View;
            ilgpu::ArrayView<float> hRead = ws.Gru0H.View;
            Kernels.Gates.AddWeightGradient(Gru0InputLayout, Gradients.SubView(0, 18), pairs, x, ws.Gru0Gates.View);
            Kernels.Gates.AddWeightGradient(Gru0RecurrentLayout, Gradients.SubView(18, 18), pairs, hRead, da);
            Kernels.Gates.AddWeightGradient(Gru0OtherLayout, Gradients.SubView(36, 9), pairs, ws.Gru0OtherValue.View, da);
            Kernels.Gates.AddBiasGradient(Gru0InputLayout, Gradients.SubView(45, 9), pairs, da);
            Kernels.Gates.AddBiasGradient(Gru0BiasLayout, Gradients.SubView(54, 9), pairs, da);
        }