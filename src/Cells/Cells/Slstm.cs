namespace LstmGen.Cells;

/// <summary>
/// sLSTM: exponential gates with a normaliser and a stabiliser (Beck et al. 2024, arXiv:2405.04517), with the forget gate's logarithm of a
/// sigmoid; gates i, f, z, o. States start at 0, so that m does too.
/// </summary>
[Cell]
public static class Slstm
{
    /// <summary>A step of one unit.</summary>
    /// <param name="i">Logarithm of the input gate.</param>
    /// <param name="f">The forget gate.</param>
    /// <param name="z">The candidate.</param>
    /// <param name="o">The output gate.</param>
    /// <param name="c">The cell.</param>
    /// <param name="n">The normaliser.</param>
    /// <param name="m">The stabiliser: logarithm by which c and n are scaled.</param>
    /// <param name="h">The output.</param>
    public static void Step(
        [Gate] float i, [Gate] float f, [Gate] float z, [Gate] float o, ref float c, ref float n, ref float m, out float h)
    {
        float forget = LogSigmoid(f) + m, scale = Max(forget, i);
        float kept = Exp(forget - scale), added = Exp(i - scale);
        c = kept * c + added * Tanh(z);
        n = kept * n + added;
        m = scale;
        h = Sigmoid(o) * c / n;
    }
}
