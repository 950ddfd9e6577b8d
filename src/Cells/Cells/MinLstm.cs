namespace LstmGen.Cells;

/// <summary>minLSTM: forget and input gate of x only, which sum to 1 (Feng et al. 2024, arXiv:2410.01201); gates f, i, n.</summary>
[Cell]
public static class MinLstm
{
    /// <summary>A step of one unit.</summary>
    /// <param name="f">The forget gate.</param>
    /// <param name="i">The input gate.</param>
    /// <param name="n">The candidate.</param>
    /// <param name="h">The output.</param>
    public static void Step(
        [Gate(Reads = Reads.Input)] float f, [Gate(Reads = Reads.Input)] float i, [Gate(Reads = Reads.Input)] float n, ref float h)
    {
        // f / (f + i) without a division by two small numbers: sigmoid(log f - log i).
        float keep = Sigmoid(LogSigmoid(f) - LogSigmoid(i));
        h = n + keep * (h - n);
    }
}
