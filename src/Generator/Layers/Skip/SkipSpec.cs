using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Skip;

/// <summary>Joins a sequence with an earlier one.</summary>
internal sealed record SkipSpec : LayerSpec, IPlannable
{
    /// <summary>Name of the layer that gives the other sequence; null for the model's input.</summary>
    public string? From { get; init; }

    public MergeKind Merge { get; init; }

    [TrainingOnly]
    public string? Name { get; init; }

    private string Title => From is null ? "the model's input" : $"'{From}'";

    public void Plan(PlanBuilder plan)
    {
        SequencePlan input = plan.Current;
        string prefix = plan.Prefix("skip", Name);
        if (plan.FindEnd(From) is not { } end)
        {
            string known = string.Join(", ", plan.EndNames.Where(name => name != prefix).Select(name => $"'{name}'"));
            plan.Report(Descriptors.CannotWork, $"Skip: From = \"{From}\" is the name of no layer before it: "
                + (known.Length == 0
                    ? "leave it out to join the model's input"
                    : $"name one of {known}, or leave it out to join the model's input"));
            return;
        }

        SequencePlan source = end.Sequence;
        if (source.Time != input.Time)
        {
            plan.Report(Descriptors.CannotWork, $"Skip: {Title} has {plan.Length(source.Time)} steps and what it is joined with "
                + $"{plan.Length(input.Time)}, because a convolution "
                + "between them changes their number: declare that with Padding.Same or Padding.Causal and a stride of "
                + "1, or name a layer behind it");
            return;
        }

        if (Merge != MergeKind.Concatenate && source.Width != input.Width)
        {
            plan.Report(Descriptors.CannotWork, $"Skip: Merge.{Merge} joins value by value, but {Title} has {source.Width} channels and "
                + $"what it is joined with {input.Width}: "
                + "make them equal, or use Merge.Concatenate");
            return;
        }

        string name = plan.LayerName("Skip");
        GradientUse use = GradientUse.Either(input.GradientUse, source.GradientUse);
        int width = Merge == MergeKind.Concatenate ? checked(input.Width + source.Width) : input.Width;
        var output = new SequencePlan(name + "Output", 0, 1, width, use.IsNever ? "" : name + "OutputGradient", use, input.Time);
        plan.StepBuffer(output.Buffer, output.Stride, $"the layer before and {Title}, joined", time: output.Time);
        if (!use.IsNever)
            plan.StepBuffer(output.Gradient, output.Stride, "gradient of both", trainingOnly: true, time: output.Time);
        string how = Merge == MergeKind.Concatenate ? "" : $", {Merge.ToString().ToLowerInvariant()}";
        var layer = new SkipPlan(
            name, new TableRow($"Skip({From ?? "input"}{how})", plan.Shape(output), 0, 0), Merge, Title, input, source, output);
        plan.Add(layer);

        // Backward, what reads the earlier sequence writes its gradient first; then this adds its share, before the layer that gave it goes
        // on.
        plan.AddAfter(end.Layer, new SkipSourcePlan(layer));
        plan.Current = output;
    }
}
