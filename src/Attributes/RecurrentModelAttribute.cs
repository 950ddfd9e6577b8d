namespace LstmGen;

/// <summary>
/// Marks a partial class as a recurrent network. The attributes that follow it, read from top to bottom, are the
/// network: one input, any number of layers, one or more heads.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecurrentModelAttribute : Attribute
{
    /// <summary>The targets that code is generated for. Default: <see cref="Backends.Simd"/>.</summary>
    public Backends Backends { get; set; } = Backends.Simd;

    /// <summary>The only sequence length that the model accepts, in steps; 0 (default) accepts any.</summary>
    public int TimeSteps { get; set; }

    /// <summary>
    /// How many time steps the emitted loops write out per turn. 1 (default) keeps a plain loop;
    /// <see cref="TimeSteps"/> writes the whole window out. Steps left over run in a plain loop.
    /// </summary>
    public int Unroll { get; set; } = 1;

    /// <summary>How weights are drawn by the constructor. Default: PyTorch's uniform(-1/sqrt(H), 1/sqrt(H)).</summary>
    public Initialization Initialization { get; set; } = Initialization.PyTorch;
}
