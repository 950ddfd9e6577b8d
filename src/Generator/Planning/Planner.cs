using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

/// <summary>Lays a declaration out, element after element.</summary>
internal static class Planner
{
    // A .NET array less a cache line: AlignedBuffer.MaxLength.
    private const long LargestBlock = 2147483575;

    public static ModelPlan Plan(ModelSpec spec, CancellationToken cancellation = default)
    {
        var builder = new PlanBuilder(spec.Options, cancellation);
        ElementSpec[] elements = [.. spec.Elements];
        (builder.Source, builder.LayerSpecs) = (spec.Source, spec.Layers);
        if (spec.Source is not null)
            builder.Prefix("bridge", null);
        for (int index = 0; index < elements.Length; index++)
        {
            (builder.Element, builder.Next) = (index, index + 1 < elements.Length ? elements[index + 1] : null);
            SequencePlan? before = index == 0 ? null : builder.Current;
            if (builder.HasRoom(elements[index]))
                Plan(elements[index], builder);
            builder.EndElement(elements[index], before);
            builder.Widths.Add(builder.Current.Width);
        }

        (builder.Element, builder.Next) = (PlanIssue.OfSource, null);
        if (spec.Source is not null)
            Plan(spec.Source, builder);
        builder.Element = null;
        ModelPlan plan = builder.Build(spec);
        if (plan.ParameterCount > LargestBlock && plan.Issues.Count == 0)
            builder.Report(Descriptors.TooLarge, spec.Type.PlainName, plan.ParameterCount.ToString());
        return plan;
    }

    private static void Plan(ElementSpec element, PlanBuilder builder)
    {
        try
        {
            if (element is SourceSpec source)
                BridgePlanner.Plan(source, builder);
            else
                ((IPlannable)element).Plan(builder);
        }
        catch (OverflowException)
        {
            builder.Report(
                Descriptors.CannotWork, "The sizes of this element give an array of more than 2147483647 values: make it smaller");
        }
    }
}
