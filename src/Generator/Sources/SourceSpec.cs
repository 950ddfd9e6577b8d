using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Sources;

/// <summary>The encoder that a decoder names, with all of it that the decoder depends on.</summary>
/// <param name="Name">Name of its class.</param>
internal sealed record SourceSpec(string Name) : ElementSpec
{
    public BridgeKind Bridge { get; init; }

    /// <summary>Channels of its <c>[SequenceOutput]</c>; 0 where it has none.</summary>
    public int Width { get; init; }

    /// <summary>Name of that head.</summary>
    [SameResults]
    public string Head { get; init; } = "";

    [SameResults]
    public EquatableArray<SourceState> States { get; init; } = new([]);

    /// <summary>Why the class cannot be a source; null where it can.</summary>
    [SameResults]
    public string? Fault { get; init; }

    /// <summary>Whether the encoder cannot be laid out, which is told where it is declared.</summary>
    [SameResults]
    public bool IsAtFault { get; init; }

    /// <summary>Lays out the bridge, when all layers of the decoder are laid out.</summary>
    public override void Plan(PlanBuilder plan)
    {
        if (IsAtFault)
            return;
        IReadOnlyList<SourceState> own = SourceState.Of(plan.LayerSpecs, plan.States);
        if (Fault is not null)
            plan.Report(Descriptors.SourceRefused, Fault);
        else if (Bridge == BridgeKind.Copy && !own.Select(Size).SequenceEqual(States.Select(Size)))
        {
            plan.Report(
                Descriptors.SourceRefused,
                $"{Name} ends in {Show(States)}, and this model starts from {Show(own)}: use Bridge.Dense or Bridge.None, or declare both with the same cells, layers, directions and units");
        }
        else if (Bridge == BridgeKind.Dense && (own.All(state => state.IsPast) || States.All(state => state.IsPast)))
            plan.Report(
                Descriptors.SourceRefused,
                $"Bridge.Dense carries states, and {(own.All(state => state.IsPast) ? "this model" : Name)} has none: use Bridge.None");
        else if (Bridge == BridgeKind.Dense)
            AddBridges(plan, own.Where(state => !state.IsPast));
    }

    private void AddBridges(PlanBuilder plan, IEnumerable<SourceState> own)
    {
        SourceState[] sources = [.. States.Where(state => !state.IsPast)];
        int last = sources.Max(state => state.Layer);
        foreach (SourceState state in own)
        {
            SourceState[] candidates = [.. sources.Where(source => source.Layer == Math.Min(state.Layer, last))];
            SourceState source = candidates.FirstOrDefault(one => one.Kind == state.Kind) ?? candidates[0];
            int inputs = checked(source.Size * source.Directions);
            for (int direction = 0; direction < state.Directions; direction++)
            {
                string suffix = $"{state.Kind}_l{state.Layer}{(direction == 1 ? "_reverse" : "")}";
                plan.Bridges.Add(new(
                    plan.Parameter(
                        $"bridge.weight_{suffix}", [state.Size, inputs], LinearInitialization.Weight(plan.Options, inputs, state.Size)),
                    plan.Parameter($"bridge.bias_{suffix}", [state.Size], LinearInitialization.Bias(plan.Options, inputs)),
                    state.Offset + (direction * state.Size), source));
            }
        }
    }

    private static (string Kind, int Layer, int Directions, int Size) Size(SourceState state) =>
        (state.Kind, state.Layer, state.Directions, state.Size);

    private static string Show(IEnumerable<SourceState> states) => string.Join(" and ", states.GroupBy(state => state.Kind)
        .Select(
            kind =>
                $"{kind.Key} of {string.Join(", ", kind.Select(state => $"{(state.Directions == 2 ? "2 x " : "")}{state.Size}"))} units")
        .DefaultIfEmpty("no state"));
}
