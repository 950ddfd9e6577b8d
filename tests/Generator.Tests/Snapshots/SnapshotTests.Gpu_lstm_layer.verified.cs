        // persistent over time, a group of threads owns 1 or 4 row(s) for all steps, because h of 3 units fits into shared memory; x W_ih^T and the weight gradients are products over the whole sequence
        /// <summary>lstm.weight_ih_l0, lstm.weight_hh_l0.</summary>
        private void Lstm0Forward(Workspace ws)
        {
            gen::DeviceTime time = ws.TimeOnDevice;
            if (time.Ragged)
            {
                Kernels.Sequences.ClearEnded(time.Layout, ws.Lstm0H.View, 8, 1);
                Kernels.Sequences.ClearEnded(time.Layout, ws.Lstm0C.View, 8, 1);
            }
            Kernels.States.Load(time.Layout, ws.InitialStates, 0, 3, ws.Lstm0H.View, 8, false);
            Kernels.States.Load(time.Layout, ws.InitialStates, 3, 3, ws.Lstm0C.View, 8, false);
            ilgpu::ArrayView<float> x = ws.Input.View;
            Kernels.Products.Multiply(time.Pairs, 8, 32, x, 8, Lstm0InputWeights.View, Lstm0Bias.View, ws.Lstm0Gates.View, 32); // x_t W_ih^T + b
            if (time.Batch <= Device.RowsAtOnce)
                Device.Launch(Lstm0ForwardRows1, new ilgpu::KernelConfig((time.Batch + 0) / 1, Device.GroupSize(32)), time.Layout, ws.Lstm0Gates.View, Lstm0RecurrentWeights.View, ws.Lstm0H.View, ws.Lstm0C.View);
            else
                Device.Launch(Lstm0ForwardRows4, new ilgpu::KernelConfig((time.Batch + 3) / 4, Device.GroupSize(32)), time.Layout, ws.Lstm0Gates.View, Lstm0RecurrentWeights.View, ws.Lstm0H.View, ws.Lstm0C.View);
        }

        /// <summary>Forward through time, 1 row(s) a group; gates holds x_t W_ih^T + b, weights is W_hh as [h][unit][slot].</summary>
        /// <remarks>
        /// a = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, 4 x H], gates i f g o
        /// i, f, o = sigmoid(a)    g = tanh(a)
        /// c_t = f * c_{t-1} + i * g    h_t = o * tanh(c_t)
        /// </remarks>
        private static void Lstm0ForwardRows1(gen::StepLayout time, ilgpu::ArrayView<float> gates, ilgpu::ArrayView<float> weights, ilgpu::ArrayView<float> lstm0H, ilgpu::ArrayView<float> lstm0C)
        {
            int row0 = ilgpu::Grid.IdxX * 1, length0 = time.Lengths[row0];
            ilgpu::ArrayView<gen::Float4> quads = gen::Float4.View(weights);
            ilgpu::ArrayView<float> hidden = ilgpu::SharedMemory.Allocate<float>(16); // h before and after a step
            for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
            {
                hidden[unit] = lstm0H[row0 * 8 + unit];
            }
            ilgpu::Group.Barrier();
            for (int step = 0; step < length0; step++)
            {
                int t = step;
                ilgpu::ArrayView<float> before0 = hidden.SubView((step % 2 * 1 + 0) * 8), after0 = hidden.SubView(((step + 1) % 2 * 1 + 0) * 8);
                for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
                {
                    int at = (unit & -8) * 4 + (unit & 7);
                    int from0 = (t * time.Batch + row0) * 32 + at;
                    gen::GateRegisters gate0 = default;
                    gate0.G0 = gates[from0]; gate0.G1 = gates[from0 + 8]; gate0.G2 = gates[from0 + 16]; gate0.G3 = gates[from0 + 24];
                    for (int k = 0; k < 8; k += 4)
                    {
                        gen::Float4 w0 = quads[(k) * 8 + unit];
                        float h00 = before0[k];
                        gate0.G0 += h00 * w0.X; gate0.G1 += h00 * w0.Y; gate0.G2 += h00 * w0.Z; gate0.G3 += h00 * w0.W;
                        gen::Float4 w1 = quads[(k + 1) * 8 + unit];
                        float h01 = before0[k + 1];
                        gate0.G0 += h01 * w1.X; gate0.G1 += h01 * w1.Y; gate0.G2 += h01 * w1.Z; gate0.G3 += h01 * w1.W;
                        gen::Float4 w2 = quads[(k + 2) * 8 + unit];
                        float h02 = before0[k + 2];
                        gate0.G0 += h02 * w2.X; gate0.G1 += h02 * w2.Y; gate0.G2 += h02 * w2.Z; gate0.G3 += h02 * w2.W;
                        gen::Float4 w3 = quads[(k + 3) * 8 + unit];
                        float h03 = before0[k + 3];
                        gate0.G0 += h03 * w3.X; gate0.G1 += h03 * w3.Y; gate0.G2 += h03 * w3.Z; gate0.G3 += h03 * w3.W;
                    }
                    Lstm0Cell<gen::Lane>(unit, ref gate0, new gen::HiddenRow(lstm0H.SubView(((t + 1) * time.Batch + row0) * 8), after0), lstm0C.SubView((t * time.Batch + row0) * 8), lstm0C.SubView(((t + 1) * time.Batch + row0) * 8));
                    gates[from0] = gate0.G0; gates[from0 + 8] = gate0.G1; gates[from0 + 16] = gate0.G2; gates[from0 + 24] = gate0.G3;
                }
                ilgpu::Group.Barrier();
            }
        }

        /// <summary>Forward through time, 4 row(s) a group; gates holds x_t W_ih^T + b, weights is W_hh as [h][unit][slot].</summary>
        /// <remarks>
        /// a = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, 4 x H], gates i f g o
        /// i, f, o = sigmoid(a)    g = tanh(a)
        /// c_t = f * c_{t-1} + i * g    h_t = o * tanh(c_t)
        /// </remarks>
        private static void Lstm0ForwardRows4(gen::StepLayout time, ilgpu::ArrayView<float> gates, ilgpu::ArrayView<float> weights, ilgpu::ArrayView<float> lstm0H, ilgpu::ArrayView<float> lstm0C)
        {
            int row0 = ilgpu::Grid.IdxX * 4, length0 = time.Lengths[row0];
            int row1 = row0 + 1 < time.Batch ? row0 + 1 : row0, length1 = row0 + 1 < time.Batch ? time.Lengths[row1] : 0;
            int row2 = row0 + 2 < time.Batch ? row0 + 2 : row0, length2 = row0 + 2 < time.Batch ? time.Lengths[row2] : 0;
            int row3 = row0 + 3 < time.Batch ? row0 + 3 : row0, length3 = row0 + 3 < time.Batch ? time.Lengths[row3] : 0;
            ilgpu::ArrayView<gen::Float4> quads = gen::Float4.View(weights);
            ilgpu::ArrayView<float> hidden = ilgpu::SharedMemory.Allocate<float>(64); // h before and after a step
            for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
            {
                hidden[unit] = lstm0H[row0 * 8 + unit];
                hidden[8 + unit] = lstm0H[row1 * 8 + unit];
                hidden[16 + unit] = lstm0H[row2 * 8 + unit];
                hidden[24 + unit] = lstm0H[row3 * 8 + unit];
            }
            ilgpu::Group.Barrier();
            for (int step = 0; step < length0; step++)
            {
                int t = step;
                ilgpu::ArrayView<float> before0 = hidden.SubView((step % 2 * 4 + 0) * 8), after0 = hidden.SubView(((step + 1) % 2 * 4 + 0) * 8);
                ilgpu::ArrayView<float> before1 = hidden.SubView((step % 2 * 4 + 1) * 8), after1 = hidden.SubView(((step + 1) % 2 * 4 + 1) * 8);
                ilgpu::ArrayView<float> before2 = hidden.SubView((step % 2 * 4 + 2) * 8), after2 = hidden.SubView(((step + 1) % 2 * 4 + 2) * 8);
                ilgpu::ArrayView<float> before3 = hidden.SubView((step % 2 * 4 + 3) * 8), after3 = hidden.SubView(((step + 1) % 2 * 4 + 3) * 8);
                for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
                {
                    int at = (unit & -8) * 4 + (unit & 7);
                    int from0 = (t * time.Batch + row0) * 32 + at;
                    gen::GateRegisters gate0 = default;
                    gate0.G0 = gates[from0]; gate0.G1 = gates[from0 + 8]; gate0.G2 = gates[from0 + 16]; gate0.G3 = gates[from0 + 24];
                    int from1 = (t * time.Batch + row1) * 32 + at;
                    gen::GateRegisters gate1 = default;
                    gate1.G0 = gates[from1]; gate1.G1 = gates[from1 + 8]; gate1.G2 = gates[from1 + 16]; gate1.G3 = gates[from1 + 24];
                    int from2 = (t * time.Batch + row2) * 32 + at;
                    gen::GateRegisters gate2 = default;
                    gate2.G0 = gates[from2]; gate2.G1 = gates[from2 + 8]; gate2.G2 = gates[from2 + 16]; gate2.G3 = gates[from2 + 24];
                    int from3 = (t * time.Batch + row3) * 32 + at;
                    gen::GateRegisters gate3 = default;
                    gate3.G0 = gates[from3]; gate3.G1 = gates[from3 + 8]; gate3.G2 = gates[from3 + 16]; gate3.G3 = gates[from3 + 24];
                    for (int k = 0; k < 8; k += 4)
                    {
                        gen::Float4 w0 = quads[(k) * 8 + unit];
                        float h00 = before0[k];
                        gate0.G0 += h00 * w0.X; gate0.G1 += h00 * w0.Y; gate0.G2 += h00 * w0.Z; gate0.G3 += h00 * w0.W;
                        float h10 = before1[k];
                        gate1.G0 += h10 * w0.X; gate1.G1 += h10 * w0.Y; gate1.G2 += h10 * w0.Z; gate1.G3 += h10 * w0.W;
                        float h20 = before2[k];
                        gate2.G0 += h20 * w0.X; gate2.G1 += h20 * w0.Y; gate2.G2 += h20 * w0.Z; gate2.G3 += h20 * w0.W;
                        float h30 = before3[k];
                        gate3.G0 += h30 * w0.X; gate3.G1 += h30 * w0.Y; gate3.G2 += h30 * w0.Z; gate3.G3 += h30 * w0.W;
                        gen::Float4 w1 = quads[(k + 1) * 8 + unit];
                        float h01 = before0[k + 1];
                        gate0.G0 += h01 * w1.X; gate0.G1 += h01 * w1.Y; gate0.G2 += h01 * w1.Z; gate0.G3 += h01 * w1.W;
                        float h11 = before1[k + 1];
                        gate1.G0 += h11 * w1.X; gate1.G1 += h11 * w1.Y; gate1.G2 += h11 * w1.Z; gate1.G3 += h11 * w1.W;
                        float h21 = before2[k + 1];
                        gate2.G0 += h21 * w1.X; gate2.G1 += h21 * w1.Y; gate2.G2 += h21 * w1.Z; gate2.G3 += h21 * w1.W;
                        float h31 = before3[k + 1];
                        gate3.G0 += h31 * w1.X; gate3.G1 += h31 * w1.Y; gate3.G2 += h31 * w1.Z; gate3.G3 += h31 * w1.W;
                        gen::Float4 w2 = quads[(k + 2) * 8 + unit];
                        float h02 = before0[k + 2];
                        gate0.G0 += h02 * w2.X; gate0.G1 += h02 * w2.Y; gate0.G2 += h02 * w2.Z; gate0.G3 += h02 * w2.W;
                        float h12 = before1[k + 2];
                        gate1.G0 += h12 * w2.X; gate1.G1 += h12 * w2.Y; gate1.G2 += h12 * w2.Z; gate1.G3 += h12 * w2.W;
                        float h22 = before2[k + 2];
                        gate2.G0 += h22 * w2.X; gate2.G1 += h22 * w2.Y; gate2.G2 += h22 * w2.Z; gate2.G3 += h22 * w2.W;
                        float h32 = before3[k + 2];
                        gate3.G0 += h32 * w2.X; gate3.G1 += h32 * w2.Y; gate3.G2 += h32 * w2.Z; gate3.G3 += h32 * w2.W;
                        gen::Float4 w3 = quads[(k + 3) * 8 + unit];
                        float h03 = before0[k + 3];
                        gate0.G0 += h03 * w3.X; gate0.G1 += h03 * w3.Y; gate0.G2 += h03 * w3.Z; gate0.G3 += h03 * w3.W;
                        float h13 = before1[k + 3];
                        gate1.G0 += h13 * w3.X; gate1.G1 += h13 * w3.Y; gate1.G2 += h13 * w3.Z; gate1.G3 += h13 * w3.W;
                        float h23 = before2[k + 3];
                        gate2.G0 += h23 * w3.X; gate2.G1 += h23 * w3.Y; gate2.G2 += h23 * w3.Z; gate2.G3 += h23 * w3.W;
                        float h33 = before3[k + 3];
                        gate3.G0 += h33 * w3.X; gate3.G1 += h33 * w3.Y; gate3.G2 += h33 * w3.Z; gate3.G3 += h33 * w3.W;
                    }
                    Lstm0Cell<gen::Lane>(unit, ref gate0, new gen::HiddenRow(lstm0H.SubView(((t + 1) * time.Batch + row0) * 8), after0), lstm0C.SubView((t * time.Batch + row0) * 8), lstm0C.SubView(((t + 1) * time.Batch + row0) * 8));
                    gates[from0] = gate0.G0; gates[from0 + 8] = gate0.G1; gates[from0 + 16] = gate0.G2; gates[from0 + 24] = gate0.G3;
                    if (t < length1)
                    {
                        Lstm0Cell<gen::Lane>(unit, ref gate1, new gen::HiddenRow(lstm0H.SubView(((t + 1) * time.Batch + row1) * 8), after1), lstm0C.SubView((t * time.Batch + row1) * 8), lstm0C.SubView(((t + 1) * time.Batch + row1) * 8));
                        gates[from1] = gate1.G0; gates[from1 + 8] = gate1.G1; gates[from1 + 16] = gate1.G2; gates[from1 + 24] = gate1.G3;
                    }
                    else
                    {
                        after1[unit] = before1[unit];
                    }
                    if (t < length2)
                    {
                        Lstm0Cell<gen::Lane>(unit, ref gate2, new gen::HiddenRow(lstm0H.SubView(((t + 1) * time.Batch + row2) * 8), after2), lstm0C.SubView((t * time.Batch + row2) * 8), lstm0C.SubView(((t + 1) * time.Batch + row2) * 8));
                        gates[from2] = gate2.G0; gates[from2 + 8] = gate2.G1; gates[from2 + 16] = gate2.G2; gates[from2 + 24] = gate2.G3;
                    }
                    else
                    {
                        after2[unit] = before2[unit];
                    }
                    if (t < length3)
                    {
                        Lstm0Cell<gen::Lane>(unit, ref gate3, new gen::HiddenRow(lstm0H.SubView(((t + 1) * time.Batch + row3) * 8), after3), lstm0C.SubView((t * time.Batch + row3) * 8), lstm0C.SubView(((t + 1) * time.Batch + row3) * 8));
                        gates[from3] = gate3.G0; gates[from3 + 8] = gate3.G1; gates[from3 + 16] = gate3.G2; gates[from3 + 24] = gate3.G3;
                    }
                    else
                    {
                        after3[unit] = before3[unit];
                    }
                }
                ilgpu::Group.Barrier();
            }
        }

        /// <summary>One unit of one row: gate holds the pre-activations.</summary>
        /// <remarks>
        /// a = x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh    [rows, 4 x H], gates i f g o
        /// i, f, o = sigmoid(a)    g = tanh(a)
        /// c_t = f * c_{t-1} + i * g    h_t = o * tanh(c_t)
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Lstm0Cell<V>(int unit, ref gen::GateRegisters gate, gen::HiddenRow hNext, ilgpu::ArrayView<float> cPrevious, ilgpu::ArrayView<float> cNext)
            where V : struct, gen::IDeviceLanes<V>
        {
            const int iAt = 0, fAt = 8, gAt = 16, oAt = 24;
            V cBefore = V.Load(in cPrevious, unit);
            V i = V.Sigmoid(V.LoadPanels(ref gate, iAt, 32));
            V f = V.Sigmoid(V.LoadPanels(ref gate, fAt, 32));
            V g = V.Tanh(V.LoadPanels(ref gate, gAt, 32));
            V c = V.FlushTiny(V.MultiplyAdd(f, cBefore, i * g)); // c_t = f * c_(t-1) + i * g
            V o = V.Sigmoid(V.LoadPanels(ref gate, oAt, 32));
            V.Store(c, ref cNext, unit);
            V.StorePanels(i, ref gate, iAt, 32);
            V.StorePanels(f, ref gate, fAt, 32);
            V.StorePanels(g, ref gate, gAt, 32);
            V.StorePanels(o, ref gate, oAt, 32);
            V h = o * V.Tanh(c); // h_t = o * tanh(c_t)
            V.Store(h, ref hNext, unit);
        }

        /// <summary>Gradients of one unit's pre-activations, in the gates' place.</summary>
        /// <remarks>
        /// do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)
        /// df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)
        /// dc_{t-1} = dc f
        /// in a reverse direction t-1 reads t+1
        /// </remarks>
        private static void Lstm0CellBackward<V>(int unit, ref gen::GateRegisters gate, ilgpu::ArrayView<float> dh, ilgpu::ArrayView<float> dhCarry, ilgpu::ArrayView<float> cPrevious, ilgpu::ArrayView<float> cNext, ilgpu::ArrayView<float> dc)
            where V : struct, gen::IDeviceLanes<V>
        {
            const int iAt = 0, fAt = 8, gAt = 16, oAt = 24;
            V dhUnits = V.FlushTiny(V.Load(in dh, unit) + V.Load(ref dhCarry, unit));
            V o = V.LoadPanels(ref gate, oAt, 32);
            V c = V.Load(in cNext, unit);
            V tanhC = V.Tanh(c);
            V da_o = dhUnits * tanhC * o * (V.One - o);
            V dcHidden = dhUnits * o * V.MultiplyAdd(-tanhC, tanhC, V.One);
            V.StorePanels(da_o, ref gate, oAt, 32);
            V i = V.LoadPanels(ref gate, iAt, 32), g = V.LoadPanels(ref gate, gAt, 32), cBefore = V.Load(in cPrevious, unit);
            V f = V.LoadPanels(ref gate, fAt, 32);
            V dcUnits = V.FlushTiny(V.Load(ref dc, unit));
            dcUnits = dcUnits + dcHidden;
            V da_i = dcUnits * g * i * (V.One - i);
            V da_f = dcUnits * cBefore * f * (V.One - f);
            V.StorePanels(da_i, ref gate, iAt, 32);
            V.StorePanels(da_f, ref gate, fAt, 32);
            V.StorePanels(dcUnits * i * V.MultiplyAdd(-g, g, V.One), ref gate, gAt, 32); // da_g
            dcUnits = dcUnits * f; // dc_(t-1) = dc f
            V.Store(dcUnits, ref dc, unit);
        }

        /// <summary>Back through time; then dx_t = da_t W_ih.</summary>
        private void Lstm0Backward(Workspace ws)
        {
            gen::DeviceTime time = ws.TimeOnDevice;
            if (time.Ragged)
            {
                Kernels.Sequences.ClearEnded(time.Layout, ws.Lstm0Gates.View, 32, 0);
            }
            Kernels.States.Load(time.Layout, ws.FinalStateGradients, 0, 3, ws.Lstm0HiddenGradient.View, 8, false);
            Kernels.States.Load(time.Layout, ws.FinalStateGradients, 3, 3, ws.Lstm0CellGradient.View, 8, false);
            if (time.Batch <= Device.RowsAtOnce)
                Device.Launch(Lstm0BackwardRows1, new ilgpu::KernelConfig((time.Batch + 0) / 1, Device.GroupSize(32)), time.Layout, ws.Lstm0Gates.View, Lstm0RecurrentTransposed.View, ws.Lstm0OutputGradient.View, ws.Lstm0HiddenGradient.View, ws.Lstm0C.View, ws.Lstm0CellGradient.View);
            else
                Device.Launch(Lstm0BackwardRows4, new ilgpu::KernelConfig((time.Batch + 3) / 4, Device.GroupSize(32)), time.Layout, ws.Lstm0Gates.View, Lstm0RecurrentTransposed.View, ws.Lstm0OutputGradient.View, ws.Lstm0HiddenGradient.View, ws.Lstm0C.View, ws.Lstm0CellGradient.View);
            if (!ws.WantInputGradient)
                return;
            Kernels.Products.MultiplyTransposed(time.Pairs, 32, 8, ws.Lstm0Gates.View, 32, Lstm0InputWeights.View, ws.InputGradient.View, 8, accumulate: false); // dx_t = da_t W_ih
        }

        /// <summary>Back through time, 1 row(s) a group: gradients of the pre-activations take the gates' place; weights is W_hh as [unit][h][slot].</summary>
        /// <remarks>
        /// do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)
        /// df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)
        /// dc_{t-1} = dc f
        /// dh_{t-1} += da_t W_hh
        /// </remarks>
        private static void Lstm0BackwardRows1(gen::StepLayout time, ilgpu::ArrayView<float> gates, ilgpu::ArrayView<float> weights, ilgpu::ArrayView<float> lstm0OutputGradient, ilgpu::ArrayView<float> lstm0HiddenGradient, ilgpu::ArrayView<float> lstm0C, ilgpu::ArrayView<float> lstm0CellGradient)
        {
            int row0 = ilgpu::Grid.IdxX * 1, length0 = time.Lengths[row0];
            ilgpu::ArrayView<gen::Float4> quads = gen::Float4.View(weights);
            ilgpu::ArrayView<float> slopes = ilgpu::SharedMemory.Allocate<float>(32); // da_t as [unit][slot]
            for (int step = 0; step < length0; step++)
            {
                int t = length0 - 1 - step;
                for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
                {
                    int at = (unit & -8) * 4 + (unit & 7);
                    int from0 = (t * time.Batch + row0) * 32 + at;
                    gen::GateRegisters gate0 = default;
                    gate0.G0 = gates[from0]; gate0.G1 = gates[from0 + 8]; gate0.G2 = gates[from0 + 16]; gate0.G3 = gates[from0 + 24];
                    Lstm0CellBackward<gen::Lane>(unit, ref gate0, lstm0OutputGradient.SubView((t * time.Batch + row0) * 8), lstm0HiddenGradient.SubView(row0 * 8), lstm0C.SubView((t * time.Batch + row0) * 8), lstm0C.SubView(((t + 1) * time.Batch + row0) * 8), lstm0CellGradient.SubView(row0 * 8));
                    gates[from0] = gate0.G0; gates[from0 + 8] = gate0.G1; gates[from0 + 16] = gate0.G2; gates[from0 + 24] = gate0.G3;
                    slopes[unit * 4] = gate0.G0; slopes[unit * 4 + 1] = gate0.G1; slopes[unit * 4 + 2] = gate0.G2; slopes[unit * 4 + 3] = gate0.G3;
                }
                ilgpu::Group.Barrier();
                for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
                {
                    float sum0 = 0f;
                    for (int j = 0; j < 8; j += 4)
                    {
                        gen::Float4 w0 = quads[j * 8 + unit];
                        sum0 += slopes[j * 4] * w0.X; sum0 += slopes[j * 4 + 1] * w0.Y; sum0 += slopes[j * 4 + 2] * w0.Z; sum0 += slopes[j * 4 + 3] * w0.W;
                        gen::Float4 w1 = quads[(j + 1) * 8 + unit];
                        sum0 += slopes[(j + 1) * 4] * w1.X; sum0 += slopes[(j + 1) * 4 + 1] * w1.Y; sum0 += slopes[(j + 1) * 4 + 2] * w1.Z; sum0 += slopes[(j + 1) * 4 + 3] * w1.W;
                        gen::Float4 w2 = quads[(j + 2) * 8 + unit];
                        sum0 += slopes[(j + 2) * 4] * w2.X; sum0 += slopes[(j + 2) * 4 + 1] * w2.Y; sum0 += slopes[(j + 2) * 4 + 2] * w2.Z; sum0 += slopes[(j + 2) * 4 + 3] * w2.W;
                        gen::Float4 w3 = quads[(j + 3) * 8 + unit];
                        sum0 += slopes[(j + 3) * 4] * w3.X; sum0 += slopes[(j + 3) * 4 + 1] * w3.Y; sum0 += slopes[(j + 3) * 4 + 2] * w3.Z; sum0 += slopes[(j + 3) * 4 + 3] * w3.W;
                    }
                    lstm0HiddenGradient[row0 * 8 + unit] = sum0;
                }
                ilgpu::Group.Barrier();
            }
        }

        /// <summary>Back through time, 4 row(s) a group: gradients of the pre-activations take the gates' place; weights is W_hh as [unit][h][slot].</summary>
        /// <remarks>
        /// do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)
        /// df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)
        /// dc_{t-1} = dc f
        /// dh_{t-1} += da_t W_hh
        /// </remarks>
        private static void Lstm0BackwardRows4(gen::StepLayout time, ilgpu::ArrayView<float> gates, ilgpu::ArrayView<float> weights, ilgpu::ArrayView<float> lstm0OutputGradient, ilgpu::ArrayView<float> lstm0HiddenGradient, ilgpu::ArrayView<float> lstm0C, ilgpu::ArrayView<float> lstm0CellGradient)
        {
            int row0 = ilgpu::Grid.IdxX * 4, length0 = time.Lengths[row0];
            int row1 = row0 + 1 < time.Batch ? row0 + 1 : row0, length1 = row0 + 1 < time.Batch ? time.Lengths[row1] : 0;
            int row2 = row0 + 2 < time.Batch ? row0 + 2 : row0, length2 = row0 + 2 < time.Batch ? time.Lengths[row2] : 0;
            int row3 = row0 + 3 < time.Batch ? row0 + 3 : row0, length3 = row0 + 3 < time.Batch ? time.Lengths[row3] : 0;
            ilgpu::ArrayView<gen::Float4> quads = gen::Float4.View(weights);
            ilgpu::ArrayView<float> slopes = ilgpu::SharedMemory.Allocate<float>(128); // da_t as [unit][slot]
            for (int step = 0; step < length0; step++)
            {
                int t = length0 - 1 - step;
                for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
                {
                    int at = (unit & -8) * 4 + (unit & 7);
                    int from0 = (t * time.Batch + row0) * 32 + at;
                    gen::GateRegisters gate0 = default;
                    gate0.G0 = gates[from0]; gate0.G1 = gates[from0 + 8]; gate0.G2 = gates[from0 + 16]; gate0.G3 = gates[from0 + 24];
                    int from1 = (t * time.Batch + row1) * 32 + at;
                    gen::GateRegisters gate1 = default;
                    gate1.G0 = gates[from1]; gate1.G1 = gates[from1 + 8]; gate1.G2 = gates[from1 + 16]; gate1.G3 = gates[from1 + 24];
                    int from2 = (t * time.Batch + row2) * 32 + at;
                    gen::GateRegisters gate2 = default;
                    gate2.G0 = gates[from2]; gate2.G1 = gates[from2 + 8]; gate2.G2 = gates[from2 + 16]; gate2.G3 = gates[from2 + 24];
                    int from3 = (t * time.Batch + row3) * 32 + at;
                    gen::GateRegisters gate3 = default;
                    gate3.G0 = gates[from3]; gate3.G1 = gates[from3 + 8]; gate3.G2 = gates[from3 + 16]; gate3.G3 = gates[from3 + 24];
                    Lstm0CellBackward<gen::Lane>(unit, ref gate0, lstm0OutputGradient.SubView((t * time.Batch + row0) * 8), lstm0HiddenGradient.SubView(row0 * 8), lstm0C.SubView((t * time.Batch + row0) * 8), lstm0C.SubView(((t + 1) * time.Batch + row0) * 8), lstm0CellGradient.SubView(row0 * 8));
                    gates[from0] = gate0.G0; gates[from0 + 8] = gate0.G1; gates[from0 + 16] = gate0.G2; gates[from0 + 24] = gate0.G3;
                    slopes[unit * 4] = gate0.G0; slopes[unit * 4 + 1] = gate0.G1; slopes[unit * 4 + 2] = gate0.G2; slopes[unit * 4 + 3] = gate0.G3;
                    if (t < length1)
                    {
                        Lstm0CellBackward<gen::Lane>(unit, ref gate1, lstm0OutputGradient.SubView((t * time.Batch + row1) * 8), lstm0HiddenGradient.SubView(row1 * 8), lstm0C.SubView((t * time.Batch + row1) * 8), lstm0C.SubView(((t + 1) * time.Batch + row1) * 8), lstm0CellGradient.SubView(row1 * 8));
                        gates[from1] = gate1.G0; gates[from1 + 8] = gate1.G1; gates[from1 + 16] = gate1.G2; gates[from1 + 24] = gate1.G3;
                    }
                    slopes[32 + unit * 4] = gate1.G0; slopes[32 + unit * 4 + 1] = gate1.G1; slopes[32 + unit * 4 + 2] = gate1.G2; slopes[32 + unit * 4 + 3] = gate1.G3;
                    if (t < length2)
                    {
                        Lstm0CellBackward<gen::Lane>(unit, ref gate2, lstm0OutputGradient.SubView((t * time.Batch + row2) * 8), lstm0HiddenGradient.SubView(row2 * 8), lstm0C.SubView((t * time.Batch + row2) * 8), lstm0C.SubView(((t + 1) * time.Batch + row2) * 8), lstm0CellGradient.SubView(row2 * 8));
                        gates[from2] = gate2.G0; gates[from2 + 8] = gate2.G1; gates[from2 + 16] = gate2.G2; gates[from2 + 24] = gate2.G3;
                    }
                    slopes[64 + unit * 4] = gate2.G0; slopes[64 + unit * 4 + 1] = gate2.G1; slopes[64 + unit * 4 + 2] = gate2.G2; slopes[64 + unit * 4 + 3] = gate2.G3;
                    if (t < length3)
                    {
                        Lstm0CellBackward<gen::Lane>(unit, ref gate3, lstm0OutputGradient.SubView((t * time.Batch + row3) * 8), lstm0HiddenGradient.SubView(row3 * 8), lstm0C.SubView((t * time.Batch + row3) * 8), lstm0C.SubView(((t + 1) * time.Batch + row3) * 8), lstm0CellGradient.SubView(row3 * 8));
                        gates[from3] = gate3.G0; gates[from3 + 8] = gate3.G1; gates[from3 + 16] = gate3.G2; gates[from3 + 24] = gate3.G3;
                    }
                    slopes[96 + unit * 4] = gate3.G0; slopes[96 + unit * 4 + 1] = gate3.G1; slopes[96 + unit * 4 + 2] = gate3.G2; slopes[96 + unit * 4 + 3] = gate3.G3;
                }
                ilgpu::Group.Barrier();
                for (int unit = ilgpu::Group.IdxX; unit < 8; unit += ilgpu::Group.DimX)
                {
                    float sum0 = 0f;
                    float sum1 = 0f;
                    float sum2 = 0f;
                    float sum3 = 0f;
                    for (int j = 0; j < 8; j += 4)
                    {
                        gen::Float4 w0 = quads[j * 8 + unit];
                        sum0 += slopes[j * 4] * w0.X; sum0 += slopes[j * 4 + 1] * w0.Y; sum0 += slopes[j * 4 + 2] * w0.Z; sum0 += slopes[j * 4 + 3] * w0.W;
                        sum1 += slopes[32 + j * 4] * w0.X; sum1 += slopes[32 + j * 4 + 1] * w0.Y; sum1 += slopes[32 + j * 4 + 2] * w0.Z; sum1 += slopes[32 + j * 4 + 3] * w0.W;
                        sum2 += slopes[64 + j * 4] * w0.X; sum2 += slopes[64 + j * 4 + 1] * w0.Y; sum2 += slopes[64 + j * 4 + 2] * w0.Z; sum2 += slopes[64 + j * 4 + 3] * w0.W;
                        sum3 += slopes[96 + j * 4] * w0.X; sum3 += slopes[96 + j * 4 + 1] * w0.Y; sum3 += slopes[96 + j * 4 + 2] * w0.Z; sum3 += slopes[96 + j * 4 + 3] * w0.W;
                        gen::Float4 w1 = quads[(j + 1) * 8 + unit];
                        sum0 += slopes[(j + 1) * 4] * w1.X; sum0 += slopes[(j + 1) * 4 + 1] * w1.Y; sum0 += slopes[(j + 1) * 4 + 2] * w1.Z; sum0 += slopes[(j + 1) * 4 + 3] * w1.W;
                        sum1 += slopes[32 + (j + 1) * 4] * w1.X; sum1 += slopes[32 + (j + 1) * 4 + 1] * w1.Y; sum1 += slopes[32 + (j + 1) * 4 + 2] * w1.Z; sum1 += slopes[32 + (j + 1) * 4 + 3] * w1.W;
                        sum2 += slopes[64 + (j + 1) * 4] * w1.X; sum2 += slopes[64 + (j + 1) * 4 + 1] * w1.Y; sum2 += slopes[64 + (j + 1) * 4 + 2] * w1.Z; sum2 += slopes[64 + (j + 1) * 4 + 3] * w1.W;
                        sum3 += slopes[96 + (j + 1) * 4] * w1.X; sum3 += slopes[96 + (j + 1) * 4 + 1] * w1.Y; sum3 += slopes[96 + (j + 1) * 4 + 2] * w1.Z; sum3 += slopes[96 + (j + 1) * 4 + 3] * w1.W;
                        gen::Float4 w2 = quads[(j + 2) * 8 + unit];
                        sum0 += slopes[(j + 2) * 4] * w2.X; sum0 += slopes[(j + 2) * 4 + 1] * w2.Y; sum0 += slopes[(j + 2) * 4 + 2] * w2.Z; sum0 += slopes[(j + 2) * 4 + 3] * w2.W;
                        sum1 += slopes[32 + (j + 2) * 4] * w2.X; sum1 += slopes[32 + (j + 2) * 4 + 1] * w2.Y; sum1 += slopes[32 + (j + 2) * 4 + 2] * w2.Z; sum1 += slopes[32 + (j + 2) * 4 + 3] * w2.W;
                        sum2 += slopes[64 + (j + 2) * 4] * w2.X; sum2 += slopes[64 + (j + 2) * 4 + 1] * w2.Y; sum2 += slopes[64 + (j + 2) * 4 + 2] * w2.Z; sum2 += slopes[64 + (j + 2) * 4 + 3] * w2.W;
                        sum3 += slopes[96 + (j + 2) * 4] * w2.X; sum3 += slopes[96 + (j + 2) * 4 + 1] * w2.Y; sum3 += slopes[96 + (j + 2) * 4 + 2] * w2.Z; sum3 += slopes[96 + (j + 2) * 4 + 3] * w2.W;
                        gen::Float4 w3 = quads[(j + 3) * 8 + unit];
                        sum0 += slopes[(j + 3) * 4] * w3.X; sum0 += slopes[(j + 3) * 4 + 1] * w3.Y; sum0 += slopes[(j + 3) * 4 + 2] * w3.Z; sum0 += slopes[(j + 3) * 4 + 3] * w3.W;
                        sum1 += slopes[32 + (j + 3) * 4] * w3.X; sum1 += slopes[32 + (j + 3) * 4 + 1] * w3.Y; sum1 += slopes[32 + (j + 3) * 4 + 2] * w3.Z; sum1 += slopes[32 + (j + 3) * 4 + 3] * w3.W;
                        sum2 += slopes[64 + (j + 3) * 4] * w3.X; sum2 += slopes[64 + (j + 3) * 4 + 1] * w3.Y; sum2 += slopes[64 + (j + 3) * 4 + 2] * w3.Z; sum2 += slopes[64 + (j + 3) * 4 + 3] * w3.W;
                        sum3 += slopes[96 + (j + 3) * 4] * w3.X; sum3 += slopes[96 + (j + 3) * 4 + 1] * w3.Y; sum3 += slopes[96 + (j + 3) * 4 + 2] * w3.Z; sum3 += slopes[96 + (j + 3) * 4 + 3] * w3.W;
                    }
                    lstm0HiddenGradient[row0 * 8 + unit] = sum0;
                    if (t < length1)
                    {
                        lstm0HiddenGradient[row1 * 8 + unit] = sum1;
                    }
                    if (t < length2)
                    {
                        lstm0HiddenGradient[row2 * 8 + unit] = sum2;
                    }
                    if (t < length3)
                    {
                        lstm0HiddenGradient[row3 * 8 + unit] = sum3;
                    }
                }
                ilgpu::Group.Barrier();
            }
        }

        /// <summary>dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{t-1}, db += da_t.</summary>
        private void Lstm0Gradients(Workspace ws)
        {
            gen::DeviceTime time = ws.TimeOnDevice;
            int pairs = time.Pairs;
            ilgpu::ArrayView<float> da = ws.Lstm0Gates.View, x = ws.Input.View;
            ilgpu::ArrayView<float> hRead = ws.Lstm0H.View;
            Kernels.Gates.AddWeightGradient(Lstm0InputLayout, Gradients.SubView(0, 24), pairs, x, ws.Lstm0Gates.View);
            Kernels.Gates.AddWeightGradient(Lstm0RecurrentLayout, Gradients.SubView(24, 36), pairs, hRead, ws.Lstm0Gates.View);
            Kernels.Gates.AddBiasGradient(Lstm0InputLayout, Gradients.SubView(60, 12), pairs, da);
            Kernels.Gates.AddBiasGradient(Lstm0BiasLayout, Gradients.SubView(72, 12), pairs, da);
        }