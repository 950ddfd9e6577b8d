namespace LstmGen;

/// <summary>An Elman recurrent layer (<c>nn.RNN</c>).</summary>
/// <param name="hidden">Units per direction, H.</param>
public sealed class RnnAttribute(int hidden) : RecurrentLayerAttribute(hidden)
{
    /// <summary>The function applied to the pre-activation. Default: <see cref="Nonlinearity.Tanh"/>.</summary>
    public Nonlinearity Nonlinearity { get; set; } = Nonlinearity.Tanh;
}
