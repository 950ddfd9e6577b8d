namespace LstmGen.Cells;

/// <summary>
/// The gated recurrent unit whose reset gate acts after the recurrent product, as PyTorch and cuDNN have it; gates r, z, n.
/// </summary>
[Cell]
public static class PlainGru
{
    /// <summary>A step of one unit.</summary>
    /// <param name="r">The reset gate.</param>
    /// <param name="z">The update gate.</param>
    /// <param name="n">What x gives to the candidate.</param>
    /// <param name="q">What h gives to it.</param>
    /// <param name="h">The output.</param>
    public static void Step(
        [Gate] float r, [Gate] float z, [Gate(Reads = Reads.Input)] float n, [Gate(Reads = Reads.Hidden)] float q, ref float h)
    {
        float candidate = Tanh(n + Sigmoid(r) * q);
        h = candidate + Sigmoid(z) * (h - candidate);
    }
}
