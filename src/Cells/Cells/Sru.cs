namespace LstmGen.Cells;

/// <summary>
/// The simple recurrent unit: no recurrent product, gates that see the cell through a weight per unit (Lei et al. 2018, arXiv:1709.02755);
/// gates x, f, r, y, where y is the projection of the input that the highway connection adds.
/// </summary>
[Cell]
public static class Sru
{
    /// <summary>A step of one unit.</summary>
    /// <param name="x">The candidate.</param>
    /// <param name="f">The forget gate.</param>
    /// <param name="r">The reset gate of the highway connection.</param>
    /// <param name="y">What the highway connection adds.</param>
    /// <param name="vf">How the forget gate sees the cell before the step.</param>
    /// <param name="vr">How the reset gate does.</param>
    /// <param name="c">The cell.</param>
    /// <param name="h">The output.</param>
    public static void Step(
        [Gate(Reads = Reads.Input)] float x, [Gate(Reads = Reads.Input)] float f, [Gate(Reads = Reads.Input)] float r,
        [Gate(Reads = Reads.Input)] float y,
        [Weight] float vf, [Weight] float vr, ref float c, out float h)
    {
        float forget = Sigmoid(f + vf * c), reset = Sigmoid(r + vr * c);
        c = forget * c + (1 - forget) * x;
        h = reset * c + (1 - reset) * y;
    }
}
