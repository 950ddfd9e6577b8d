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
        int index = 0;
        foreach (ElementSpec element in spec.Elements)
        {
            builder.Element = index++;
            if (builder.HasRoom(element))
                Plan(element, builder);
            builder.Widths.Add(builder.Current.Width);
        }

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
