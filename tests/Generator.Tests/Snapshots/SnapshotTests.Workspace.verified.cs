    /// <summary>What one caller needs to compute with M; T steps, B rows.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public sealed class Workspace : train::ModelWorkspace
    {
        internal Workspace(global::Probes.M model, bool training)
            : base(global::Probes.M.Description, training)
        {
            Model = model;
            Parameters = model.Parameters;
            Packed = training ? new PackedWeights(true) : null!;
        }

        internal global::Probes.M Model { get; }

        internal lstm::ParameterStore Parameters { get; }

        internal PackedWeights Packed { get; set; }

        internal train::AlignedBuffer? Gradients { get; set; }

        internal gen::PreparedRowProduct[] Rows { get; set; } = new gen::PreparedRowProduct[0];

        /// <summary>Outputs, targets and loss of head 'head', [B, 1].</summary>
        public train::HeadWorkspace Head => Heads[0];

        /// <summary>[T + 1, B, 8]: h of every step; slot 0 is the initial state.</summary>
        internal train::AlignedBuffer Lstm0H { get; } = new();

        /// <summary>[T + 1, B, 8]: c of every step, or only the last where nothing is trained.</summary>
        internal train::AlignedBuffer Lstm0C { get; } = new();

        /// <summary>[B, 8]: dc, carried from step to step; for training.</summary>
        internal train::AlignedBuffer Lstm0CellGradient { get; } = new();

        /// <summary>[T, B, 32]: gates i f g o in panels of 8 units; the backward pass puts their gradients in their place.</summary>
        internal train::AlignedBuffer Lstm0Gates { get; } = new();

        /// <summary>[B, 8]: dh, carried from step to step; for training.</summary>
        internal train::AlignedBuffer Lstm0HiddenGradient { get; } = new();

        /// <summary>[T, B, 8]: gradient of the output; for training.</summary>
        internal train::AlignedBuffer Lstm0OutputGradient { get; } = new();

        /// <summary>[B, 8]: what the head reads: last.</summary>
        internal train::AlignedBuffer HeadPooled { get; } = new();

        /// <summary>[B, 8]: its gradient; for training.</summary>
        internal train::AlignedBuffer HeadPooledGradient { get; } = new();

        /// <inheritdoc/>
        public override void CopyFinalState(lstm::ModelState destination)
        {
            gen::RecurrentState.Save(this, Time, destination, 0, 3, Lstm0H.Span, 8, history: true, false);
            gen::RecurrentState.Save(this, Time, destination, 3, 3, Lstm0C.Span, 8, history: Training, false);
        }

        /// <inheritdoc/>
        public override train::RecurrentActivations[] RecurrentLayers => new train::RecurrentActivations[]
        {
            new("Lstm0", false, new[] { "i", "f", "g", "o" }, Lstm0Gates, 3, Lstm0H, 3, Lstm0C, Time),
        };

        /// <inheritdoc/>
        public override void Run(int phase, int part) => global::Probes.M.Passes.RunPhase(this, phase, part);

        /// <inheritdoc/>
        protected override void Resize()
        {
            Lstm0H.EnsureLength(checked((Time.Steps + 1) * Time.Batch * 8));
            Lstm0C.EnsureLength(checked((Training ? Time.Steps + 1 : 1) * Time.Batch * 8));
            Lstm0Gates.EnsureLength(checked((KeepsGates ? Time.Steps : 1) * Time.Batch * 32));
            HeadPooled.EnsureLength(checked(Time.Batch * 8));
            if (!Training)
                return;
            Lstm0CellGradient.EnsureLength(checked(Time.Batch * 8));
            Lstm0HiddenGradient.EnsureLength(checked(Time.Batch * 8));
            Lstm0OutputGradient.EnsureLength(checked(Time.Steps * Time.Batch * 8));
            HeadPooledGradient.EnsureLength(checked(Time.Batch * 8));
        }
    }