    /// <summary>What one caller needs to compute with M; T steps, B rows.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public sealed class Workspace : gen::EmittedWorkspace<global::Probes.M, PackedWeights>
    {
        internal Workspace(global::Probes.M model, bool training)
            : base(model, model.Parameters, training)
        {
            Lstm0 = new(global::Probes.M.Passes.Lstm0) { Time = Time, Workspace = this, X = Input, OutputGradient = Lstm0OutputGradient, XGradient = InputGradient };
            if (training)
                Packed = new PackedWeights(true);
        }

        internal cells::LstmLayer_cf022b88 Lstm0 = null!;

        internal train::AlignedBuffer Lstm0H => Lstm0.H;

        /// <inheritdoc/>
        protected override void Use(PackedWeights packed)
        {
            Lstm0.Packed = packed.Lstm0;
        }

        /// <summary>Outputs, targets and loss of head 'head', [B, 1].</summary>
        public train::HeadWorkspace Head => Heads[0];

        /// <summary>[T, B, 8]: gradient of the output; for training.</summary>
        internal readonly train::AlignedBuffer Lstm0OutputGradient = new();

        /// <summary>[B, 8]: what the head reads: last.</summary>
        internal readonly train::AlignedBuffer HeadPooled = new();

        /// <summary>[B, 8]: its gradient; for training.</summary>
        internal readonly train::AlignedBuffer HeadPooledGradient = new();

        /// <inheritdoc/>
        public override void CopyFinalState(lstm::ModelState destination)
        {
            Lstm0.SaveState(this, destination);
        }

        /// <inheritdoc/>
        public override train::RecurrentActivations[] RecurrentLayers => new train::RecurrentActivations[]
        {
            Lstm0.Inspect("Lstm0"),
        };

        /// <inheritdoc/>
        public override void Run(int phase, int part) => gen::ModelPhases.Run<Passes>(this, phase, part);

        /// <inheritdoc/>
        protected override void Resize()
        {
            Lstm0.Resize(this);
            HeadPooled.EnsureLength(checked(Time.Batch * 8));
            if (!Training)
                return;
            Lstm0OutputGradient.EnsureLength(checked(Time.Steps * Time.Batch * 8));
            HeadPooledGradient.EnsureLength(checked(Time.Batch * 8));
        }
    }