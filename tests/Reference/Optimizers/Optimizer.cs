namespace LstmGen.Reference.Optimizers;

/// <summary>A naive optimizer over parameters by name, one step as PyTorch defines it.</summary>
public abstract class Optimizer
{
    /// <summary>Steps taken, counting the one under way.</summary>
    protected int Steps { get; private set; }

    /// <summary>Scales gradients so that their norm over all parameters is at most <paramref name="maximum"/>.</summary>
    /// <returns>The norm before scaling (<c>torch.nn.utils.clip_grad_norm_</c>).</returns>
    public static double ClipNorm(IReadOnlyDictionary<string, double[]> gradients, double maximum)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        double norm = Math.Sqrt(gradients.Values.Sum(g => g.Sum(v => v * v)));
        double factor = Math.Min(1, maximum / (norm + 1e-6));
        foreach (var gradient in gradients.Values)
            for (int i = 0; i < gradient.Length; i++)
                gradient[i] *= factor;
        return norm;
    }

    /// <summary>Changes every parameter that has a gradient.</summary>
    public void Step(IReadOnlyDictionary<string, double[]> parameters, IReadOnlyDictionary<string, double[]> gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        Steps++;
        foreach (var (name, gradient) in gradients)
            Update(name, parameters[name], gradient);
    }

    /// <summary>Changes one parameter.</summary>
    protected abstract void Update(string name, double[] parameter, double[] gradient);

    /// <summary>A buffer of zeros at first use.</summary>
    protected static double[] Buffer(Dictionary<string, double[]> buffers, string name, int length)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        if (!buffers.TryGetValue(name, out var buffer))
            buffers[name] = buffer = new double[length];
        return buffer;
    }
}
