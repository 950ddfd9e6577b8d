    #line hidden
    private readonly gen::WorkspaceCache<Workspace> _workspaces = new();
    private readonly gen::PackedCache<PackedWeights> _packed = new(static () => new(false));

    /// <summary>A model with freshly drawn weights; the same seed gives the same weights.</summary>
    public M(long seed = 0)
        : this(new lstm::ParameterStore(Description)) => Initialize(seed);

    private M(lstm::ParameterStore parameters) => Parameters = parameters;

    /// <summary>The weights: one block in PyTorch's names, shapes and order.</summary>
    public lstm::ParameterStore Parameters { get; }

    /// <summary>The table of layers, shapes, parameters and multiply-adds.</summary>
    public string Describe() => Description.Table;

    /// <summary>A workspace for training, or for inference only.</summary>
    public Workspace CreateWorkspace(bool training) => new(this, training);

    /// <summary>Saves the weights as safetensors under PyTorch's names; the file is replaced in one step.</summary>
    public void Save(string path, lstm::ModelSaveOptions? options = null) => lstm::ModelFile.Save(Parameters, path, options);

    /// <summary>A model with the weights of a safetensors file, whose names, shapes and declaration must be this model's.</summary>
    public static M Load(string path, lstm::ModelLoadOptions? options = null)
        => new(gen::SavedWeights.Load(Description, path, options));

    /// <summary>The same from a stream, from its position to its end.</summary>
    public static M Load(global::System.IO.Stream stream, lstm::ModelLoadOptions? options = null)
        => new(gen::SavedWeights.Load(Description, stream, options));

    /// <summary>The same from memory.</summary>
    public static M Load(sys::ReadOnlySpan<byte> bytes, lstm::ModelLoadOptions? options = null)
        => new(gen::SavedWeights.Load(Description, bytes, options));

    /// <summary>Predicts one sequence, [T, 2]: 1 values, valid until the next call of any model on this thread. Allocates nothing once warm.</summary>
    public sys::ReadOnlySpan<float> Predict(sys::ReadOnlySpan<float> sequence) => gen::Predictions.One(this, _workspaces, sequence);

    /// <summary>Predicts a batch, [B, T, 2], into headOutputs [B, 1].</summary>
    public void Predict(sys::ReadOnlySpan<float> sequences, int batch, sys::Span<float> headOutputs) => Predict(sequences, batch, default(sys::ReadOnlySpan<int>), headOutputs);

    /// <summary>Predicts a batch, [B, T, 2], whose row b has lengths[b] steps; past a row's end nothing is read. Allocates nothing once warm.</summary>
    public void Predict(sys::ReadOnlySpan<float> sequences, int batch, sys::ReadOnlySpan<int> lengths, sys::Span<float> headOutputs)
        => gen::Predictions.Run(this, _workspaces, sequences, batch, lengths, headOutputs);