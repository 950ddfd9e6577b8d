    /// <summary>What one caller needs to compute with M; T steps, B rows.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public sealed class Workspace : gen::EmittedWorkspace<global::Probes.M, PackedWeights>
    {
        internal Workspace(global::Probes.M model, bool training)
            : base(model, model.Parameters, training)
        {
            Lstm0OutputGradient = StepBuffer(Time, 8, training: true);
            HeadPooled = RowBuffer(Time, 8);
            HeadPooledGradient = RowBuffer(Time, 8, training: true);
            Lstm0 = new(global::Probes.M.Passes.Lstm0, "Lstm0", time: Time, workspace: this, x: Input, outputGradient: Lstm0OutputGradient, xGradient: InputGradient);
            SetLayers(Lstm0);
            if (training)
                Packed = new PackedWeights(true);
        }

        internal cells::LstmLayer_d02f5ba8 Lstm0;

        internal train::AlignedBuffer Lstm0H => Lstm0.H;

        /// <summary>Outputs, targets and loss of head 'head', [B, 1].</summary>
        public train::HeadWorkspace Head => Heads[0];

        /// <summary>[T, B, 8]: gradient of the output; for training.</summary>
        internal train::AlignedBuffer Lstm0OutputGradient;

        /// <summary>[B, 8]: what the head reads: last.</summary>
        internal train::AlignedBuffer HeadPooled;

        /// <summary>[B, 8]: its gradient; for training.</summary>
        internal train::AlignedBuffer HeadPooledGradient;

        /// <inheritdoc/>
        public override void Run(int phase, int part) => gen::ModelPhases.Run<Passes>(this, phase, part);
    }