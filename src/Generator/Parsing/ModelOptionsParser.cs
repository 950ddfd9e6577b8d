using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Reads the arguments of <c>[RecurrentModel]</c>.</summary>
internal static class ModelOptionsParser
{
    /// <param name="attribute">The attribute.</param>
    /// <param name="hasIlgpu">Whether the compilation references the runtime for GPUs.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="backends">Where the backends are named; null where they are not.</param>
    /// <param name="cancellation">Ends the look-up of the attribute's text.</param>
    public static ModelOptions Parse(
        AttributeData attribute, bool hasIlgpu, ICollection<DiagnosticInfo> diagnostics, out LocationInfo? backends,
        CancellationToken cancellation)
    {
        var reader = new AttributeReader(
            attribute, attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax, diagnostics);
        reader.RequireMembers();
        int steps = reader.Size("TimeSteps", 0, 0);
        bool ilgpu = (reader.Get("Backends", 1) & Ilgpu) != 0;
        backends = reader.PropertyLocation("Backends");
        if (ilgpu && !hasIlgpu)
            reader.Report(Descriptors.NoGpuRuntime, backends);
        return new ModelOptions(TimeSteps: steps, Unroll: Unroll(reader, steps))
        {
            KerasInitialization = reader.Get("Initialization", 0) == 1,
            Ilgpu = ilgpu && hasIlgpu,
        };
    }

    private const int Ilgpu = 2;

    // The JIT tracks about a thousand locals of a method, its own included, and a written-out step has up to fifteen.
    private static int Unroll(AttributeReader reader, int steps)
    {
        const int Most = 32;
        int unroll = reader.Size("Unroll", 1, 1), turn = steps > 0 ? Math.Min(unroll, steps) : unroll;
        if (turn > Most)
            reader.Report(Descriptors.UnrollsTooFar, reader.PropertyLocation("Unroll"), unroll.ToString(), Most.ToString());
        return Math.Min(turn, Most);
    }
}
