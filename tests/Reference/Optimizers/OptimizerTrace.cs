using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Optimizers;

/// <summary>Steps on one batch: the losses, the gradient norms before clipping, and the parameters at the end.</summary>
public sealed record OptimizerTrace(double[] Losses, double[] Norms, Dictionary<string, double[]> Parameters)
{
    /// <summary>The optimizers of golden cases, with their settings.</summary>
    public static IReadOnlyDictionary<string, Func<Optimizer>> Golden { get; } = new Dictionary<string, Func<Optimizer>>
    {
        ["adam"] = () => new AdamReference(1e-3),
        ["adamw"] = () => new AdamReference(1e-3, weightDecay: 0.01),
        ["sgd_momentum"] = () => new SgdReference(1e-2, momentum: 0.9),
        ["rmsprop"] = () => new RmsPropReference(1e-3),
    };

    /// <summary>Takes <paramref name="steps"/> steps with gradients clipped to norm <paramref name="clipNorm"/>.</summary>
    /// <remarks>
    /// With <paramref name="single"/> the network is computed in float, the optimizer in double with parameters rounded to float.
    /// </remarks>
    public static OptimizerTrace Run(
        ReferenceModel model, IReadOnlyDictionary<string, double[]> start, ReferenceData data,
        Optimizer optimizer, int steps = 10, double clipNorm = 1, bool single = false)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(optimizer);
        var parameters = start.ToDictionary(p => p.Key, p => (double[])p.Value.Clone());
        double[] losses = new double[steps], norms = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            var result = ReferenceRun.Compute(model, parameters, data, single);
            losses[step] = result.Loss;
            norms[step] = Optimizer.ClipNorm(result.Gradients, clipNorm);
            optimizer.Step(parameters, result.Gradients);
            foreach (var parameter in parameters.Values.Where(_ => single))
                for (int i = 0; i < parameter.Length; i++)
                    parameter[i] = (float)parameter[i];
        }

        return new(losses, norms, parameters);
    }
}
