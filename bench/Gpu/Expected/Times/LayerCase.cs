namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>A point of the grid: one layer whose input is as wide as its output.</summary>
/// <param name="Cell">lstm or gru.</param>
/// <param name="Units">H, a multiple of 8.</param>
/// <param name="Batch">B.</param>
/// <param name="Steps">T.</param>
internal sealed record LayerCase(string Cell, int Units, int Batch, int Steps)
{
    /// <summary>Values that a unit's gates take in memory; a GRU stores its recurrent product beside its three gates.</summary>
    public const int Slots = 4;

    /// <summary>Gates that have weights.</summary>
    public int Gates => Cell == "lstm" ? 4 : 3;

    /// <summary>Values of all gates of a row.</summary>
    public int GateWidth => Slots * Units;

    /// <summary>Rows of all steps.</summary>
    public int Pairs => Steps * Batch;

    /// <summary>Parameters: two weights and two biases.</summary>
    public int Parameters => Gates * Units * (2 * Units + 2);

    /// <summary>Bytes of the input, and of the output.</summary>
    public double SequenceBytes => 4.0 * Pairs * Units;

    /// <summary>The layer's name in the model.</summary>
    public string Layer => Cell == "lstm" ? "Lstm0" : "Gru0";
}
