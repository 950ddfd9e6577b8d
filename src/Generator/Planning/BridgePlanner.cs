using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

/// <summary>Lays out how the states of an encoder become those of a decoder.</summary>
internal static class BridgePlanner
{
    /// <summary>Lays out the bridge, when all layers of the decoder are laid out.</summary>
    public static void Plan(SourceSpec source, PlanBuilder plan)
    {
        if (source.IsAtFault)
            return;
        IReadOnlyList<SourceState> own = Ends(plan.States);
        if (source.Fault is not null)
            plan.Report(Descriptors.SourceRefused, source.Fault);
        else if (source.Bridge == BridgeKind.Copy && !own.Select(Size).SequenceEqual(source.States.Select(Size)))
        {
            plan.Report(
                Descriptors.SourceRefused,
                $"{source.Name} ends in {Show(source.States)}, and this model starts from {Show(own)}: use Bridge.Dense or Bridge.None, "
                    + "or declare both with the same cells, layers, directions and units");
        }
        else if (source.Bridge == BridgeKind.Dense && (own.All(state => state.IsPast) || source.States.All(state => state.IsPast)))
            plan.Report(
                Descriptors.SourceRefused,
                "Bridge.Dense carries states, and "
                    + $"{(own.All(state => state.IsPast) ? "this model" : source.Name)} has none: use Bridge.None");
        else if (source.Bridge == BridgeKind.Dense)
            AddBridges(source, plan, own.Where(state => !state.IsPast));
    }

    private static void AddBridges(SourceSpec spec, PlanBuilder plan, IEnumerable<SourceState> own)
    {
        SourceState[] sources = [.. spec.States.Where(state => !state.IsPast)];
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

    /// <summary>The states of a model that is laid out, layer by layer.</summary>
    public static IReadOnlyList<SourceState> Ends(IReadOnlyList<StatePlan> states)
    {
        var found = new List<SourceState>();
        string? element = null; // the attribute that the states before are of
        int first = 0, layers = 0;
        foreach (StatePlan state in states)
        {
            if (state.IsPast)
            {
                found.Add(new("past", -1, 1, checked(state.Count * state.Size), state.Offset));
                continue;
            }

            if (state.Element != element)
                (element, first, layers) = (state.Element, first + layers, state.Layers);
            for (int i = 0; i < layers; i++)
                found.Add(new(state.Kind, first + i, state.Directions, state.Size, state.OffsetOf(i * state.Directions)));
        }

        return found;
    }
}
