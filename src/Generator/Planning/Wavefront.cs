namespace LstmGen.Generator.Planning;

/// <summary>
/// A stack of causal layers one behind the other: while one computes a piece of its steps, the layer above computes the
/// piece before it, on another thread.
/// </summary>
/// <param name="Stages">What one thread computes for a piece: a recurrent layer, after the light ones below it.</param>
internal sealed record Wavefront(IReadOnlyList<IReadOnlyList<LayerPlan>> Stages)
{
    public SharedPhase Forward { get; } = new("PhaseForwardWave", ["ForwardWave<V>(ws, part);"]);

    public SharedPhase Backward { get; } = new("PhaseBackwardWave", ["BackwardWave<V>(ws, part);"]);

    public IEnumerable<LayerPlan> Layers => Stages.SelectMany(stage => stage);

    /// <summary>C# expression for the steps that all layers compute, given <c>ws</c>.</summary>
    public string Steps => $"ws.{Stages[0][0].WaveStep!.Time}.Steps";

    /// <summary>Multiply-adds of a step of all layers.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.WaveStep!.MultiplyAdds);

    /// <summary>The longest stack among the layers; null where no two recurrent layers follow each other.</summary>
    public static Wavefront? Of(IEnumerable<LayerPlan> layers)
    {
        List<IReadOnlyList<LayerPlan>> longest = [], stages = [];
        List<LayerPlan> light = [];
        foreach (LayerPlan layer in layers)
        {
            if (layer.WaveStep is not { } step)
            {
                stages = [];
                light = [];
            }
            else if (step.MultiplyAdds == 0)
            {
                light.Add(layer);
            }
            else
            {
                stages.Add(stages.Count == 0 ? [layer] : [.. light, layer]);
                light = [];
                if (stages.Count > longest.Count)
                    longest = [.. stages];
            }
        }

        return longest.Count > 1 ? new Wavefront(longest) : null;
    }
}
