    /// <summary>What one caller needs to compute with M; T steps, B rows.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public sealed class Workspace : train::ModelWorkspace
    {
        internal Workspace(global::Probes.M model, bool training)
            : base(global::Probes.M.Description, training)
        {
            Model = model;
            Parameters = model.Parameters;
            Lstm0 = new(global::Probes.M.Passes.Lstm0) { Time = Time, Workspace = this, X = Input, OutputGradient = Lstm0OutputGradient, XGradient = InputGradient };
            if (training)
                Packed = new PackedWeights(true);
        }

        internal global::Probes.M Model { get; }

        internal lstm::ParameterStore Parameters { get; }

        internal train::AlignedBuffer? Gradients { get; set; }

        private PackedWeights _packed = null!;

        internal PackedWeights Packed
        {
            get => _packed;
            set
            {
                if (value == _packed)
                    return;
                _packed = value;
                Lstm0.Packed = value.Lstm0;
            }
        }

        internal cells::LstmLayer_cf022b88 Lstm0 { get; private set; } = null!;

        internal train::AlignedBuffer Lstm0H => Lstm0.H;

        internal gen::PreparedRowProduct[] Rows { get; set; } = new gen::PreparedRowProduct[0];

        /// <summary>Outputs, targets and loss of head 'head', [B, 1].</summary>
        public train::HeadWorkspace Head => Heads[0];

        /// <summary>[T, B, 8]: gradient of the output; for training.</summary>
        internal train::AlignedBuffer Lstm0OutputGradient { get; } = new();

        /// <summary>[B, 8]: what the head reads: last.</summary>
        internal train::AlignedBuffer HeadPooled { get; } = new();

        /// <summary>[B, 8]: its gradient; for training.</summary>
        internal train::AlignedBuffer HeadPooledGradient { get; } = new();

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
        public override void Run(int phase, int part) => global::Probes.M.Passes.RunPhase(this, phase, part);

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