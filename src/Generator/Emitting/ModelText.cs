using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Emitting;

/// <summary>All that follows from a declaration alone: what is wrong with it, the text of the other half, and the names in it.</summary>
internal sealed class ModelText
{
    private ModelText(ModelPlan plan) => (Issues, Widths, Parameters) = (plan.Issues, plan.Widths, plan.Parameters);

    /// <summary>What laying it out found wrong.</summary>
    public IReadOnlyList<PlanIssue> Issues { get; }

    /// <summary>Channels after each element.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<ParameterPlan> Parameters { get; }

    /// <summary>
    /// What stands between the stem of a file's name and its ending, and texts; none where an issue leaves nothing that could be written.
    /// </summary>
    public IReadOnlyList<(string Suffix, string Text)> Files { get; private set; } = [];

    /// <summary>Classes that the files use and that other models may use too.</summary>
    public IReadOnlyList<SharedFile> Shared { get; private set; } = [];

    /// <summary>What the files declare.</summary>
    public IReadOnlyList<EmittedMember> Members { get; private set; } = [];

    /// <summary>What they declare in the class itself, by name.</summary>
    public ILookup<string, EmittedMember> Own { get; private set; } = Array.Empty<EmittedMember>().ToLookup(member => member.Name);

    /// <summary>The names in them that the user chose.</summary>
    public IReadOnlyList<GivenName> Given { get; private set; } = [];

    /// <summary>Lays a declaration out and writes it.</summary>
    public static ModelText Of(ModelSpec spec, CancellationToken cancellation)
    {
        ModelPlan plan = Planner.Plan(spec, cancellation);
        var text = new ModelText(plan);
        if (!plan.Issues.Any(issue => issue.Descriptor.DefaultSeverity == DiagnosticSeverity.Error))
        {
            text.Write(plan, cancellation);
            return text;
        }

        try
        {
            text.Write(plan, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What is wrong is reported already; without its text the class's uses are errors too.
            (text.Files, text.Shared, text.Members) = ([], [], []);
        }

        return text;
    }

    private void Write(ModelPlan plan, CancellationToken cancellation)
    {
        if (!plan.Heads.Any())
            return;
        Given =
        [
            .. plan.Heads.Select(head => new GivenName(Names.Pascal(head.Title), head.Title, head.Element)),
            .. plan.Spec.Elements.Select((element, index) => (element.Given, Index: index)).Where(one => one.Given is not null)
                .Select(one => new GivenName(one.Given!.Value.Member.TrimStart('@'), one.Given.Value.Title, one.Index)),
        ];
        Files = [.. ModelEmitter.Emit(plan, cancellation)];
        Shared = [.. plan.Layers.SelectMany(layer => layer.Shared).Distinct()];
        Members = [.. Files.SelectMany(file => EmittedMembers.Of(file.Text, plan.Spec.Type.Outer.Count))];
        Own = Members.Where(member => member.Container.Length == 0).ToLookup(member => member.Name);
    }
}
