namespace LstmGen;

/// <summary>A long short-term memory layer (<c>nn.LSTM</c>); gate order i, f, g, o.</summary>
/// <param name="hidden">Units per direction, H.</param>
public sealed class LstmAttribute(int hidden) : RecurrentLayerAttribute(hidden)
{
    /// <summary>
    /// Size of the projected output, less than H; 0 (default) for none (<c>proj_size</c>; Sak et al. 2014,
    /// arXiv:1402.1128).
    /// </summary>
    public int Projection { get; set; }

    /// <summary>Whether the gates see the cell through diagonal weights (Gers and Schmidhuber 2000). Default: false.</summary>
    public bool Peepholes { get; set; }

    /// <summary>Whether pre-activations and cell are layer-normalised (Ba et al. 2016, arXiv:1607.06450). Default: false.</summary>
    public bool LayerNorm { get; set; }

    /// <summary>Value that the forget gate's bias starts at; NaN (default) leaves it to the initialisation.</summary>
    public double ForgetBias { get; set; } = double.NaN;

    /// <summary>Bound on the magnitude of the cell state; 0 (default) for none.</summary>
    public double CellClip { get; set; }

    /// <summary>Whether the forget gate is 1 - input gate (Greff et al. 2015, arXiv:1503.04069). Default: false.</summary>
    public bool CoupledGates { get; set; }
}
