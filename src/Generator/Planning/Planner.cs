using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

/// <summary>Lays a declaration out, element after element.</summary>
internal static class Planner
{
    // A .NET array less a cache line: AlignedBuffer.MaxLength.
    private const long LargestBlock = 2147483575;

    public static ModelPlan Plan(ModelSpec spec)
    {
        var builder = new PlanBuilder(spec.Options);
        int index = 0;
        foreach (ElementSpec element in spec.Elements)
        {
            builder.Element = index++;
            element.Plan(builder);
            builder.Widths.Add(builder.Current.Width);
        }

        builder.Element = null;
        ModelPlan plan = builder.Build(spec);
        if (plan.ParameterCount > LargestBlock)
            builder.Report(Descriptors.TooLarge, spec.Type.Name, plan.ParameterCount.ToString());
        return plan;
    }
}
