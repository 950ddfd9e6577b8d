namespace LstmGen.Generator.Planning;

/// <summary>
/// Layers whose gradients are complete before the backward pass goes on to those below. Ranks of a distributed training exchange them
/// meanwhile. Stages go from the heads down.
/// </summary>
/// <param name="Layers">The layers, from the last to the first; the first stage has the heads too.</param>
/// <param name="FirstParameter">After the stage, gradients are complete from this place of the block on.</param>
internal sealed record BackwardStage(IReadOnlyList<LayerPlan> Layers, long FirstParameter)
{
    // 256 KB: fewer bytes are sent in less time than it takes to begin.
    private const int LeastParameters = 1 << 16;

    /// <summary>The stages of a model; one where its layers are too small to be worth more.</summary>
    public static IReadOnlyList<BackwardStage> Of(ModelPlan plan)
    {
        var stages = new List<BackwardStage>();
        var layers = new List<LayerPlan>();
        long end = plan.ParameterCount, first = plan.Heads.Select(head => head.FirstParameter).DefaultIfEmpty(end).Min();
        foreach (LayerPlan layer in plan.Layers.Where(layer => layer is not HeadPlan).Reverse())
        {
            if (end - first >= LeastParameters && layer.FirstParameter < first)
            {
                stages.Add(new([.. layers], first));
                layers.Clear();
                end = first;
            }

            layers.Add(layer);
            first = Math.Min(first, layer.FirstParameter);
        }

        if (stages.Count > 0 && end < LeastParameters)
        {
            layers.InsertRange(0, stages[stages.Count - 1].Layers);
            stages.RemoveAt(stages.Count - 1);
        }

        stages.Add(new([.. layers], 0));
        return stages;
    }
}
