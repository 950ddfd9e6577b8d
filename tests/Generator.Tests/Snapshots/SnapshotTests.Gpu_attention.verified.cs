        private readonly gen::WorkspaceCache<Workspace> _workspaces = new();

        internal GpuModel(M model, lstm::GpuDevice device)
            : base(model.Parameters, device)
        {
            Gru0InputWeights = Own(new gen::DeviceBuffer(device));
            Gru0Bias = Own(new gen::DeviceBuffer(device));
            Gru0RecurrentWeights = Own(new gen::DeviceBuffer(device));
            Gru0RecurrentTransposed = Own(new gen::DeviceBuffer(device));
            HeadAttentionWeight = Own(new gen::DeviceBuffer(device));
            HeadAttentionWeightBias = Own(new gen::DeviceBuffer(device));
            HeadWeights = Own(new gen::DeviceBuffer(device));
            HeadBias = Own(new gen::DeviceBuffer(device));
        }

        /// <summary>gru.weight_ih_l0 [9, 2] as [x][panel][slot][8 units].</summary>
        internal gen::DeviceBuffer Gru0InputWeights { get; }

        /// <summary>b_ih + b_hh in a row of gates.</summary>
        internal gen::DeviceBuffer Gru0Bias { get; }

        /// <summary>gru.weight_hh_l0 [9, 3] as [h][unit][slot].</summary>
        internal gen::DeviceBuffer Gru0RecurrentWeights { get; }

        /// <summary>gru.weight_hh_l0 [9, 3] as [unit][h][slot].</summary>
        internal gen::DeviceBuffer Gru0RecurrentTransposed { get; }

        /// <summary>head.attention.weight [1, 3] transposed, [8, 8].</summary>
        internal gen::DeviceBuffer HeadAttentionWeight { get; }

        /// <summary>head.attention.bias [1], padded.</summary>
        internal gen::DeviceBuffer HeadAttentionWeightBias { get; }

        /// <summary>head.weight [2, 3] transposed.</summary>
        internal gen::DeviceBuffer HeadWeights { get; }

        /// <summary>Bias, padded; empty for none.</summary>
        internal gen::DeviceBuffer HeadBias { get; }

        private static readonly gen::GateWeightLayout Gru0InputLayout = new(3, 4, new gen::Channels(1, 2), [-1, 0, 1, 2]);

        private static readonly gen::GateWeightLayout Gru0RecurrentLayout = new(3, 4, new gen::Channels(1, 3), [2, 0, 1, -1]);

        private static readonly gen::GateWeightLayout Gru0BiasLayout = new(3, 4, new gen::Channels(1, 1), [2, 0, 1, -1]);

        private static readonly gen::GateWeightLayout HeadAttentionWeightLayout = new(1, 1, new gen::Channels(1, 3), [0]);

        private static readonly gen::GateWeightLayout HeadLayout = new(2, 1, new gen::Channels(1, 3), [0]);

        /// <summary>A workspace on the device, freed together with the model.</summary>
        public Workspace CreateWorkspace(bool training) => Own(new Workspace(this, training));

        /// <summary>Computes the heads' outputs for the batch in the workspace; they stay on the device until they are asked for.</summary>
        public void Forward(Workspace ws)
        {
            BeginForward(ws);
            Gru0Forward(ws);
            Kernels.Attention.Forward(ws.TimeOnDevice.Layout, ws.Gru0H.View.SubView(ws.TimeOnDevice.Batch * 8), 8, HeadAttentionWeight.View, HeadAttentionWeightBias.View, ws.HeadsOnDevice[0].Attention.View, ws.HeadPooled.View); // p = sum_t softmax(w x + b)_t x_t
            if (ws.Dropout)
                Kernels.Masks.ApplyRows(ws.Mask(0.5f, 1001), ws.TimeOnDevice.Layout, 8, ws.HeadPooled.View);
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
            Kernels.Gates.PackPanels(Gru0InputLayout, Weights.SubView(0, 18), Gru0InputWeights);
            Kernels.Gates.PackUnits(Gru0RecurrentLayout, Weights.SubView(18, 27), Gru0RecurrentWeights);
            Kernels.Gates.PackTransposed(Gru0RecurrentLayout, Weights.SubView(18, 27), Gru0RecurrentTransposed);
            Kernels.Gates.PackBias(Gru0InputLayout, Weights.SubView(45, 9), Gru0Bias, add: false);
            Kernels.Gates.PackBias(Gru0BiasLayout, Weights.SubView(54, 9), Gru0Bias, add: true);
            Kernels.Gates.PackPanels(HeadAttentionWeightLayout, Weights.SubView(63, 3), HeadAttentionWeight);
            Kernels.Gates.PackBias(HeadAttentionWeightLayout, Weights.SubView(66, 1), HeadAttentionWeightBias, add: false);
            Kernels.Gates.PackPanels(HeadLayout, Weights.SubView(67, 6), HeadWeights);
            Kernels.Gates.PackBias(HeadLayout, Weights.SubView(73, 2), HeadBias, add: false);
        }

        /// <inheritdoc/>
        protected override void RunBackward(gen::DeviceWorkspace workspace)
        {
            Workspace ws = (Workspace)workspace;
            ws.Gru0OutputGradient.Clear();
            Kernels.Products.MultiplyTransposed(ws.HeadsOnDevice[0].Count, 8, 8, ws.HeadsOnDevice[0].OutputGradients.View, 8, HeadWeights.View, ws.HeadPooledGradient.View, 8, accumulate: false);
            if (ws.Dropout)
                Kernels.Masks.ApplyRows(ws.Mask(0.5f, 1001), ws.TimeOnDevice.Layout, 8, ws.HeadPooledGradient.View);
            Kernels.Attention.Backward(ws.TimeOnDevice.Layout, ws.Gru0H.View.SubView(ws.TimeOnDevice.Batch * 8), 8, ws.HeadsOnDevice[0].Attention.View, ws.HeadPooledGradient.View, ws.HeadScoreGradient.View);
            Kernels.Attention.AddGradient(ws.TimeOnDevice.Layout, ws.HeadsOnDevice[0].Attention.View, ws.HeadPooledGradient.View, ws.HeadScoreGradient.View, HeadAttentionWeight.View, 8, ws.Gru0OutputGradient.View);
            Gru0Backward(ws);
            Gru0Gradients(ws);
            Kernels.Gates.AddWeightGradient(HeadLayout, Gradients.SubView(67, 6), ws.HeadsOnDevice[0].Count, ws.HeadPooled.View, ws.HeadsOnDevice[0].OutputGradients.View);
            Kernels.Gates.AddBiasGradient(HeadLayout, Gradients.SubView(73, 2), ws.HeadsOnDevice[0].Count, ws.HeadsOnDevice[0].OutputGradients.View);
            Kernels.Gates.AddWeightGradient(HeadAttentionWeightLayout, Gradients.SubView(63, 3), ws.TimeOnDevice.Pairs, ws.Gru0H.View.SubView(ws.TimeOnDevice.Batch * 8), ws.HeadScoreGradient.View); // dw += sum_t ds_t x_t    db = 0
        }

        /// <summary>Predicts one sequence, [T, 2]: 2 values, valid until the next call of any model on this thread. Allocates nothing once warm.</summary>
        public sys::ReadOnlySpan<float> Predict(sys::ReadOnlySpan<float> sequence) => gen::Predictions.One(this, _workspaces, sequence);

        /// <summary>Predicts a batch, [B, T, 2], into headOutputs [B, 2].</summary>
        public void Predict(sys::ReadOnlySpan<float> sequences, int batch, sys::Span<float> headOutputs) => Predict(sequences, batch, default(sys::ReadOnlySpan<int>), headOutputs);

        /// <summary>Predicts a batch, [B, T, 2], whose row b has lengths[b] steps; past a row's end nothing is read. Allocates nothing once warm.</summary>
        public void Predict(sys::ReadOnlySpan<float> sequences, int batch, sys::ReadOnlySpan<int> lengths, sys::Span<float> headOutputs)
            => gen::Predictions.Run(this, _workspaces, sequences, batch, lengths, headOutputs);

        /// <summary>Predicts a batch, [B, T, 2], and gives the attention that each step had, [B, T], 0 past a row's end. Empty lengths: all rows are full.</summary>
        public void PredictWithAttention(sys::ReadOnlySpan<float> sequences, int batch, sys::ReadOnlySpan<int> lengths, sys::Span<float> headOutputs, sys::Span<float> headAttention)
        {
            int steps = gen::PredictInput.Steps(sequences.Length, batch, 2);
            using gen::ModelTurn turn = gen::ModelTurn.Take(this);
            Workspace ws = _workspaces.Rent() ?? CreateWorkspace(training: false);
            try
            {
                ws.Begin(batch, steps, lengths);
                ws.Heads[0].RequireOutputs(headOutputs);
                ws.Heads[0].RequireRoom(headAttention.Length, ws.Heads[0].Time.Steps, "headAttention");
                ws.SetFeatures(sequences);
                Forward(ws);
                ws.Heads[0].CopyOutputs(headOutputs);
                HeadToPrediction(ws, headOutputs);
                ws.Heads[0].CopyAttention(headAttention);
            }
            finally
            {
                _workspaces.Return(ws);
            }
        }

        private static void HeadToPrediction(Workspace ws, sys::Span<float> outputs) => gen::HeadOutputs.Sigmoid(ws.Heads[0], outputs);

        void lstm::IRecurrentModel.ToPredictionInPlace(train::ModelWorkspace workspace, int head, sys::Span<float> outputs)
        {
            if (head == 0)
                HeadToPrediction((Workspace)workspace, outputs);
        }