namespace LstmGen.Cells;

/// <summary>log cosh(y - t): quadratic near the target, linear far from it, smooth everywhere.</summary>
[Loss]
public static class LogCosh
{
    private const float Log2 = 0.6931471805599453f;

    /// <summary>The loss of one output.</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t.</param>
    public static float Of(float output, float target)
    {
        float size = Abs(output - target);
        return size + Log1p(Exp(-2 * size)) - Log2;
    }
}
