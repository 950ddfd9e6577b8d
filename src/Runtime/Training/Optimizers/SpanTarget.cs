namespace LstmGen.Training;

/// <summary>A stretch of the blocks in the processor's memory.</summary>
internal readonly ref struct SpanTarget<TGradients>(Optimizer optimizer, Span<float> parameters, TGradients gradients, int begin)
    : IUpdateTarget
    where TGradients : struct, IGradientReading, allows ref struct
{
    private readonly Span<float> _parameters = parameters;
    private readonly TGradients _gradients = gradients;

    /// <inheritdoc/>
    public void Run<TRule>(TRule rule, int state0 = -1, int state1 = -1, int state2 = -1)
        where TRule : unmanaged, IUpdateRule =>
        UpdateLoop.Run(rule, _parameters, _gradients, State(state0), State(state1), State(state2));

    private Span<float> State(int index) => index < 0 ? default : optimizer.State(index).Slice(begin, _parameters.Length);
}
