using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Tells a workspace of wide recurrent layers that reading the weights may bound a step.</summary>
internal static class WideStepEmitter
{
    // 256 KB: what is less lies in a processor's own cache.
    private const int MinWeights = 1 << 16;

    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        StepCost[] steps = [.. plan.Layers.Select(layer => layer.StepCost).OfType<StepCost>()];
        long widest = steps.Select(step => step.Weights).DefaultIfEmpty().Max();
        if (widest < MinWeights)
            return;
        w.Line($"/// <inheritdoc/>\nprotected override long StepWeights => {widest};");
        w.Line();
        int panels = steps.Min(step => step.SharedPanels);
        if (panels == 0 || !TakesMost(plan, steps))
            return;
        w.Line($"/// <inheritdoc/>\nprotected override int SharedPanels => {panels};");
        w.Line();
    }

    // What is not recurrent runs on one thread while threads share units.
    private static bool TakesMost(ModelPlan plan, StepCost[] steps)
    {
        long recurrent = steps.Sum(step => step.Weights * step.Directions), all = plan.TableRows.Sum(row => row.MultiplyAdds);
        return (all - recurrent) * 10 <= all;
    }
}
