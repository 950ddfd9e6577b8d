using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Kernels that are the same for all models, by what they work on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceKernels
{
    internal DeviceKernels(GpuDevice device)
    {
        Products = new MatrixProducts(device);
        Gates = new GateWeights(device);
        Sequences = new SequenceKernels(device);
        States = new StateKernels(device);
        Masks = new MaskKernels(device);
        Embeddings = new EmbeddingKernels(device);
        Pooling = new PoolingKernels(device);
        Attention = new AttentionKernels(device);
        SelfAttention = new SelfAttentionKernels(device);
        Joined = new JoinedKernels(device);
        Columns = new ColumnKernels(device);
        Skips = new SkipKernels(device);
        Losses = new LossKernels(device);
        Crf = new CrfKernels(device);
        Ctc = new CtcKernels(device);
        Normalizations = new NormalizationKernels(device);
        Activations = new ActivationKernels(device);
        Convolutions = new ConvolutionKernels(device);
    }

    /// <summary>Matrix products.</summary>
    public MatrixProducts Products { get; }

    /// <summary>Weights laid out for products and time loops, and the way back for their gradients.</summary>
    public GateWeights Gates { get; }

    /// <summary>Sequences [T, B, stride].</summary>
    public SequenceKernels Sequences { get; }

    /// <summary>Recurrent states.</summary>
    public StateKernels States { get; }

    /// <summary>Dropout.</summary>
    public MaskKernels Masks { get; }

    /// <summary>Look-up of vectors by token id.</summary>
    public EmbeddingKernels Embeddings { get; }

    /// <summary>Mean and maximum over steps.</summary>
    public PoolingKernels Pooling { get; }

    /// <summary>Weighted sums over steps whose weights a head learns.</summary>
    public AttentionKernels Attention { get; }

    /// <summary>Attention of a sequence to itself.</summary>
    public SelfAttentionKernels SelfAttention { get; }

    /// <summary>Rows that hold several vectors side by side.</summary>
    public JoinedKernels Joined { get; }

    /// <summary>Features of which some columns hold categories.</summary>
    public ColumnKernels Columns { get; }

    /// <summary>Sequences joined with earlier ones.</summary>
    public SkipKernels Skips { get; }

    /// <summary>Losses of rows that are independent of each other, and their gradients.</summary>
    public LossKernels Losses { get; }

    /// <summary>Whole paths of tags.</summary>
    public CrfKernels Crf { get; }

    /// <summary>Labels without alignment.</summary>
    public CtcKernels Ctc { get; }

    /// <summary>Layer normalisation.</summary>
    public NormalizationKernels Normalizations { get; }

    /// <summary>Functions of a layer's outputs.</summary>
    public ActivationKernels Activations { get; }

    /// <summary>Windows over time.</summary>
    public ConvolutionKernels Convolutions { get; }
}
