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
        builder.Source = spec.Source;
        if (spec.Source is not null)
            builder.Prefix("bridge", null);
        for (int index = 0; index < elements.Length; index++)
        {
            ElementSpec element = elements[index];
            (builder.Element, builder.Next) = (index, index + 1 < elements.Length ? elements[index + 1] : null);
            if (builder.HasRoom(element))
                Plan(element, builder);
            builder.Widths.Add(builder.Current.Width);
        }

        builder.Element = PlanIssue.OfSource;
        spec.Source?.PlanBridge(builder, spec.Layers);
        builder.Element = null;
        ModelPlan plan = builder.Build(spec);
        if (plan.ParameterCount > LargestBlock)
            builder.Report(Descriptors.TooLarge, spec.Type.PlainName, plan.ParameterCount.ToString());
        return plan;
    }

    private static void Plan(ElementSpec element, PlanBuilder builder)
    {
        try
        {
            element.Plan(builder);
        }
        catch (OverflowException)
        {
            builder.Report(Descriptors.CannotWork, "The sizes of this element give an array of more than 2147483647 values: make it smaller");
        }
    }
}
