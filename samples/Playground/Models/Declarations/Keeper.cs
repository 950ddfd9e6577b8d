using static LstmGen.Equations;

namespace LstmGen.Samples.Playground;

/// <summary>A cell of the playground's own: it begins by keeping sigmoid(2) = 88 % of what it holds.</summary>
[Cell]
public static class Keeper
{
    /// <summary>A step of one unit.</summary>
    /// <param name="k">How much is kept.</param>
    /// <param name="g">The candidate.</param>
    /// <param name="c">The cell.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float k, [Gate] float g, ref float c, out float h)
    {
        float keep = Sigmoid(k + 2);
        c = keep * c + (1 - keep) * Tanh(g);
        h = Tanh(2 * c);
    }
}
