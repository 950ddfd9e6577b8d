using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>Finds members of a model class that the generated half would write again.</summary>
internal static class MemberNames
{
    private static readonly string[] Fixed =
    [
        "Parameters", "Description", "Views", "Workspace", "PackedWeights", "Stream", "Predict", "PredictWithAttention", "Forward", "Loss", "Backward",
        "CreateWorkspace", "CreateStream", "Save", "Load", "Describe", "Initialize", "Weights", "CurrentWeights", "PackWeights",
        "RunPhase", "ForwardRows", "LossRows", "BackwardRows", "GradientPart",
    ];

    // Behind the head's name, which may be as common a word as Head: HeadCount is its user's.
    private static readonly string[] HeadMembers = ["Forward", "Backward", "Gradients", "Loss", "Normalize", "Crf"];

    private static readonly string[] OnGpus = ["To", "GpuModel"];

    private static readonly string[] OfStacks = ["ForwardWave", "BackwardWave"];

    private static readonly string[] OfRowSteps = ["StepRow", "RowProducts"];

    /// <summary>Whether every model has a member of this name.</summary>
    public static bool IsWritten(string name) => Fixed.Contains(name);

    public static IEnumerable<string> Conflicts(INamedTypeSymbol type, ModelPlan plan)
    {
        var reserved = new HashSet<string>(Fixed);
        if (plan.Spec.Options.Ilgpu)
            reserved.UnionWith(OnGpus);
        if (plan.Wavefront is not null)
            reserved.UnionWith(OfStacks);
        if (plan.StepsRows)
            reserved.UnionWith(OfRowSteps);
        reserved.UnionWith(plan.Layers.SelectMany(layer => layer.Members));
        reserved.UnionWith(plan.Heads.SelectMany(head => HeadMembers.Select(member => head.Name + member).Append("Finish" + head.Name)));
        string[] prefixes = [.. plan.Layers.Except(plan.Heads).Select(layer => layer.Name)];
        if (reserved.Contains(type.Name))
            yield return type.Name;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member.IsImplicitlyDeclared)
                continue;
            if (reserved.Contains(member.Name))
                yield return member.Name;
            else if (prefixes.Any(prefix => IsLayerMember(member.Name, prefix)))
                yield return member.Name;
            else if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsGeneratedSignature(constructor))
                yield return type.Name;
        }
    }

    // Lstm0Forward, Lstm0Cell, ...: a layer's name followed by a capital letter.
    private static bool IsLayerMember(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && char.IsUpper(name[prefix.Length]);

    private static bool IsGeneratedSignature(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && constructor.Parameters[0].Type is { SpecialType: SpecialType.System_Int32 } or { Name: "ParameterStore" };
}
