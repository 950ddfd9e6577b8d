    #line hidden
    /// <summary>Input, parameters, states and heads of this model.</summary>
    public static lstm::ModelDescription Description => DescriptionHolder.Description;

    #line default
    /// <summary>Apart from the model: Edit and Continue cannot merge a change of a partial class's attributes with one of its initializers.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    private static class DescriptionHolder
    {
        internal static readonly lstm::ModelDescription Description = new()
        {
            Name = "M",
            Features = 2,
            Vocabulary = 0,
            TimeSteps = 0,
            Causal = true,
            CausalBody = true,
            Parameters = gen::ParameterTable.Read(
                "lstm.weight_ih_l0 [12, 2] quantizes",
                "lstm.weight_hh_l0 [12, 3] quantizes",
                "lstm.bias_ih_l0 [12]",
                "lstm.bias_hh_l0 [12]",
                "head.weight [1, 3] quantizes",
                "head.bias [1]"),
            States = gen::StateTable.Read(
                "lstm.h [1, 3]",
                "lstm.c [1, 3]"),
            Heads =
            [
                new("head", 1, false, lstm::TargetKind.Values),
            ],
            Declaration = "Model\nFeatures Size=2\nLstm Hidden=3\nRegression Outputs=1",
            Table = "layer                output     parameters  multiply-adds\nFeatures(2)          [B, T, 2]           0              0\nLstm(3)              [B, T, 3]          84             60\nRegression(1), last  [B, 1]              4              3\ntotal                352 bytes          88             63",
        };
    }

    #line hidden
    /// <summary>The parameters by name, in PyTorch's shapes, to be read where they lie; what is assigned takes the parameter's place at once.</summary>
    public Views Weights => new(Parameters);

    #line default
    /// <summary>Typed access to every parameter.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public sealed class Views : gen::ParameterViews
    {
        internal Views(lstm::ParameterStore store)
            : base(store)
        {
        }

        /// <summary>lstm.weight_ih_l0 [12, 2]</summary>
        public sys::ReadOnlySpan<float> LstmWeightIhL0 { get => this[0]; set => this[0] = value; }

        /// <summary>lstm.weight_hh_l0 [12, 3]</summary>
        public sys::ReadOnlySpan<float> LstmWeightHhL0 { get => this[1]; set => this[1] = value; }

        /// <summary>lstm.bias_ih_l0 [12]</summary>
        public sys::ReadOnlySpan<float> LstmBiasIhL0 { get => this[2]; set => this[2] = value; }

        /// <summary>lstm.bias_hh_l0 [12]</summary>
        public sys::ReadOnlySpan<float> LstmBiasHhL0 { get => this[3]; set => this[3] = value; }

        /// <summary>head.weight [1, 3]</summary>
        public sys::ReadOnlySpan<float> HeadWeight { get => this[4]; set => this[4] = value; }

        /// <summary>head.bias [1]</summary>
        public sys::ReadOnlySpan<float> HeadBias { get => this[5]; set => this[5] = value; }
    }

    #line hidden
    /// <summary>Draws every parameter anew; the same seed gives the same values.</summary>
    public void Initialize(long seed)
    {
        using gen::ParameterDraws draws = new(Parameters, seed);
        draws.Uniform(0..6, 0.57735026f); // lstm.weight_ih_l0 to head.bias
    }

    #line default
    /// <summary>The parameters as the kernels read them.</summary>
    [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public sealed class PackedWeights : gen::PackedParameters
    {
        /// <summary>Room for the weights that inference reads, and for those that the backward pass reads too.</summary>
        public PackedWeights(bool training)
            : base(training)
        {
            Lstm0 = new(Passes.Lstm0, training);
            Head = new(1, inner: 3, stride: 8, weight: new(84, 3), bias: new(87, 1), new gen::Channels(1, 3), training);
            SetParts(Lstm0, Head);
        }

        internal readonly cells::LstmLayer_d02f5ba8.PackedWeights Lstm0;

        /// <summary>head.weight [1, 3], head.bias [1]</summary>
        internal readonly gen::PooledDenseWeights Head;
    }