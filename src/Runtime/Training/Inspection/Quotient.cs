namespace LstmGen.Training;

/// <summary>A derivative by differences of a function.</summary>
/// <param name="Best">By central differences with ever smaller steps, extrapolated to a step of 0.</param>
/// <param name="Low">The least slope to one side of the place, over the two smallest steps.</param>
/// <param name="High">The greatest.</param>
internal readonly record struct Quotient(double Best, double Low, double High)
{
    private const int Steps = 8;

    // Of one value of a function that is computed in float, relative to it.
    private const double Rounding = 1e-7;

    /// <summary>
    /// The quotient whose extrapolation differs least from those that it is made of, rounding errors counted. Source: Ridders 1982,
    /// "Accurate computation of F'(x) and F'(x)F''(x)", Advances in Engineering Software 4(2).
    /// </summary>
    /// <param name="value">Where.</param>
    /// <param name="step">The first step; each further one is half of it.</param>
    /// <param name="function">The function of a float; called with <paramref name="value"/> last.</param>
    public static Quotient At(float value, double step, Func<float, double> function)
    {
        double[] before = [];
        (double X, double Y)[] sides = [];
        (double best, double leastError) = (double.NaN, double.PositiveInfinity);
        for (int row = 0; row < Steps; row++, step /= 2)
        {
            // By the numbers that are added, which a float rounds.
            (double X, double Y) above = At((float)(value + step)), below = At((float)(value - step));
            double[] now = new double[row + 1];
            now[0] = (above.Y - below.Y) / (above.X - below.X);
            double rounding = Rounding * Math.Max(Math.Abs(above.Y), Math.Abs(below.Y)) / step, factor = 1;
            for (int order = 1; order <= row; order++)
            {
                factor *= 4;
                now[order] = ((factor * now[order - 1]) - before[order - 1]) / (factor - 1);
                double error = rounding + Math.Max(Math.Abs(now[order] - now[order - 1]), Math.Abs(now[order] - before[order - 1]));
                if (error < leastError)
                    (best, leastError) = (now[order], error);
            }

            before = now;
            sides = [.. sides.TakeLast(2), above, below];
        }

        double here = function(value);
        double[] slopes = [.. sides.Select(side => (side.Y - here) / (side.X - value))];
        return new(best, slopes.Min(), slopes.Max());

        (double X, double Y) At(float x) => (x, function(x));
    }
}
