namespace LstmGen;

/// <summary>A gated recurrent unit layer (<c>nn.GRU</c>); gate order r, z, n.</summary>
/// <param name="hidden">Units per direction, H.</param>
public sealed class GruAttribute(int hidden) : RecurrentLayerAttribute(hidden)
{
    /// <summary>
    /// Whether the reset gate acts after the recurrent product (true, default: PyTorch, cuDNN, Keras) or before it
    /// (false: Cho et al. 2014, arXiv:1406.1078).
    /// </summary>
    public bool ResetAfter { get; set; } = true;
}
