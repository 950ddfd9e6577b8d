using LstmGen.Training;

namespace LstmGen.Bench.Peers.Products;

/// <summary>The norm of a gradient, clipping, and Adam, as a training step has them.</summary>
internal sealed class WeightUpdate
{
    private readonly Adam _adam = new(1e-3f);
    private readonly AlignedBuffer _parameters;

    /// <param name="count">Number of weights.</param>
    public WeightUpdate(int count)
    {
        _parameters = Values.Random(count);
        _adam.Allocate(count);
    }

    /// <summary>Clips the gradient to norm 1, updates the weights, and clears the gradient.</summary>
    public void Apply(AlignedBuffer gradients)
    {
        Span<float> values = gradients.Span[.._parameters.Length];
        GradientClipping.ByNorm(values, 1);
        _adam.Step(_parameters.Span, values);
        values.Clear();
    }
}
