        private readonly gen::WorkspaceCache<Workspace> _workspaces = new();

        internal GpuModel(M model, lstm::GpuDevice device)
            : base(model.Parameters, device)
        {
            Lstm0InputWeights = Own(new gen::DeviceBuffer(device));
            Lstm0Bias = Own(new gen::DeviceBuffer(device));
            Lstm0RecurrentWeights = Own(new gen::DeviceBuffer(device));
            Lstm0RecurrentTransposed = Own(new gen::DeviceBuffer(device));
            HeadWeights = Own(new gen::DeviceBuffer(device));
            HeadBias = Own(new gen::DeviceBuffer(device));
        }

        /// <summary>lstm.weight_ih_l0 [12, 2] as [x][panel][slot][8 units].</summary>
        internal gen::DeviceBuffer Lstm0InputWeights { get; }

        /// <summary>b_ih + b_hh in a row of gates.</summary>
        internal gen::DeviceBuffer Lstm0Bias { get; }

        /// <summary>lstm.weight_hh_l0 [12, 3] as [h][unit][slot].</summary>
        internal gen::DeviceBuffer Lstm0RecurrentWeights { get; }

        /// <summary>lstm.weight_hh_l0 [12, 3] as [unit][h][slot].</summary>
        internal gen::DeviceBuffer Lstm0RecurrentTransposed { get; }

        /// <summary>head.weight [1, 3] transposed.</summary>
        internal gen::DeviceBuffer HeadWeights { get; }

        /// <summary>Bias, padded; empty for none.</summary>
        internal gen::DeviceBuffer HeadBias { get; }

        private static readonly gen::GateWeightLayout Lstm0InputLayout = new(3, 4, new gen::Channels(1, 2), [0, 1, 2, 3]);

        private static readonly gen::GateWeightLayout Lstm0RecurrentLayout = new(3, 4, new gen::Channels(1, 3), [0, 1, 2, 3]);

        private static readonly gen::GateWeightLayout Lstm0BiasLayout = new(3, 4, new gen::Channels(1, 1), [0, 1, 2, 3]);

        private static readonly gen::GateWeightLayout HeadLayout = new(1, 1, new gen::Channels(1, 3), [0]);

        /// <summary>A workspace on the device, freed together with the model.</summary>
        public Workspace CreateWorkspace(bool training) => Own(new Workspace(this, training));

        /// <summary>Computes the heads' outputs for the batch in the workspace; they stay on the device until they are asked for.</summary>
        public void Forward(Workspace ws)
        {
            BeginForward(ws);
            Lstm0Forward(ws);
            Kernels.Sequences.GatherLast(ws.TimeOnDevice.Layout, ws.Lstm0H.View.SubView(ws.TimeOnDevice.Batch * 8), 1, 8, ws.HeadPooled.View);
            Kernels.Products.Multiply(ws.HeadsOnDevice[0].Count, 8, 8, ws.HeadPooled.View, 8, HeadWeights.View, HeadBias.View, ws.HeadsOnDevice[0].Outputs.View, 8);
            EndForward(ws);
        }

        /// <summary>The weighted sum of the heads' losses; also computes its gradient with respect to the outputs.</summary>
        public double Loss(Workspace ws)
        {
            BeginLoss(ws);
            Passes.HeadNormalize(ws.Heads[0]);
            HeadScore(ws, ws.HeadsOnDevice[0]);
            return EndLoss(ws);
        }

        /// <summary>Adds the gradients of all parameters to a block on the processor, laid out like the parameters.</summary>
        public void Backward(Workspace ws, train::AlignedBuffer gradients) => base.Backward(ws, gradients);

        /// <inheritdoc/>
        protected override void Pack()
        {
            Kernels.Gates.PackPanels(Lstm0InputLayout, Weights.SubView(0, 24), Lstm0InputWeights);
            Kernels.Gates.PackUnits(Lstm0RecurrentLayout, Weights.SubView(24, 36), Lstm0RecurrentWeights);
            Kernels.Gates.PackTransposed(Lstm0RecurrentLayout, Weights.SubView(24, 36), Lstm0RecurrentTransposed);
            Kernels.Gates.PackBias(Lstm0InputLayout, Weights.SubView(60, 12), Lstm0Bias, add: false);
            Kernels.Gates.PackBias(Lstm0BiasLayout, Weights.SubView(72, 12), Lstm0Bias, add: true);
            Kernels.Gates.PackPanels(HeadLayout, Weights.SubView(84, 3), HeadWeights);
            Kernels.Gates.PackBias(HeadLayout, Weights.SubView(87, 1), HeadBias, add: false);
        }

        /// <inheritdoc/>
        protected override void RunBackward(gen::DeviceWorkspace workspace)
        {
            Workspace ws = (Workspace)workspace;
            ws.Lstm0OutputGradient.Clear();
            Kernels.Products.MultiplyTransposed(ws.HeadsOnDevice[0].Count, 8, 8, ws.HeadsOnDevice[0].OutputGradients.View, 8, HeadWeights.View, ws.HeadPooledGradient.View, 8, accumulate: false);
            Kernels.Sequences.ScatterLast(ws.TimeOnDevice.Layout, ws.HeadPooledGradient.View, 1, 8, ws.Lstm0OutputGradient.View);
            Lstm0Backward(ws);
            Lstm0Gradients(ws);
            Kernels.Gates.AddWeightGradient(HeadLayout, Gradients.SubView(84, 3), ws.HeadsOnDevice[0].Count, ws.HeadPooled.View, ws.HeadsOnDevice[0].OutputGradients.View);
            Kernels.Gates.AddBiasGradient(HeadLayout, Gradients.SubView(87, 1), ws.HeadsOnDevice[0].Count, ws.HeadsOnDevice[0].OutputGradients.View);
        }

        /// <summary>Predicts one sequence, [T, 2]: 1 values, valid until the next call of any model on this thread. Allocates nothing once warm.</summary>
        public sys::ReadOnlySpan<float> Predict(sys::ReadOnlySpan<float> sequence) => gen::Predictions.One(this, _workspaces, sequence);

        /// <summary>Predicts a batch, [B, T, 2], into headOutputs [B, 1].</summary>
        public void Predict(sys::ReadOnlySpan<float> sequences, int batch, sys::Span<float> headOutputs) => Predict(sequences, batch, default(sys::ReadOnlySpan<int>), headOutputs);

        /// <summary>Predicts a batch, [B, T, 2], whose row b has lengths[b] steps; past a row's end nothing is read. Allocates nothing once warm.</summary>
        public void Predict(sys::ReadOnlySpan<float> sequences, int batch, sys::ReadOnlySpan<int> lengths, sys::Span<float> headOutputs)
            => gen::Predictions.Run(this, _workspaces, sequences, batch, lengths, headOutputs);