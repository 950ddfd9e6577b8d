namespace LstmGen.Reference.Tests;

/// <summary>Derivatives measured: (f(x + e) - f(x - e)) / 2e with e = 1e-6.</summary>
internal static class CentralDifferences
{
    private const double Step = 1e-6;

    /// <summary>Changes <paramref name="x"/> in place, one element at a time, and compares.</summary>
    public static void Check(string what, double[] x, double[] gradient, Func<double> loss, int most = int.MaxValue)
    {
        int stride = Math.Max(1, x.Length / most);
        for (int i = 0; i < x.Length; i += stride)
        {
            double old = x[i];
            x[i] = old + Step;
            double above = loss();
            x[i] = old - Step;
            double below = loss();
            x[i] = old;
            double measured = (above - below) / (2 * Step);
            Assert.True(
                Math.Abs(measured - gradient[i]) <= 1e-7 + (1e-5 * Math.Abs(measured)),
                $"The derivative by {what}[{i}] is {gradient[i]:R}, but differences measure {measured:R}.");
        }
    }

    /// <summary>Checks all gradients of a run: parameters, features and initial states.</summary>
    public static void Check(ReferenceModel model, Dictionary<string, double[]> parameters, ReferenceData data, int most = int.MaxValue)
    {
        var result = ReferenceRun.Compute(model, parameters, data);
        double Loss() => ReferenceRun.Loss(model, parameters, data);
        foreach (var (name, gradient) in result.Gradients)
            Check(name, parameters[name], gradient, Loss, most);
        // Vectors take the places of categories, so that the input's gradient is that of other columns.
        if (data.Values is not null && model.Input is FeaturesInput { Columns.Count: 0, Static: 0 })
            Check("x", data.Values, result.InputGradient!, Loss, most);
        foreach (var (layer, h0) in data.InitialHidden)
            Check($"h0 of {layer}", h0, result.InitialHiddenGradients[layer], Loss, most);
        foreach (var (layer, c0) in data.InitialCell)
            Check($"c0 of {layer}", c0, result.InitialCellGradients[layer], Loss, most);
    }
}
