using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Sources;

/// <summary>One state of one layer: h or c of all its directions, or the past of a convolution.</summary>
/// <param name="Kind"><c>h</c>, <c>c</c> or <c>past</c>.</param>
/// <param name="Layer">The layer, counted through all recurrent attributes; -1 of a convolution.</param>
/// <param name="Directions">1 or 2.</param>
/// <param name="Size">Units of a direction.</param>
/// <param name="Offset">Values per row before it among the model's states.</param>
internal sealed record SourceState(string Kind, int Layer, int Directions, int Size, int Offset)
{
    /// <summary>Whether it is what a convolution read last, which a dense bridge does not carry.</summary>
    public bool IsPast => Layer < 0;

    /// <summary>The states of a model that is laid out.</summary>
    public static IReadOnlyList<SourceState> Of(IEnumerable<LayerSpec> layers, IReadOnlyList<StatePlan> states)
    {
        var found = new List<SourceState>();
        int next = 0, first = 0;
        foreach (RecurrentSpec layer in layers.OfType<RecurrentSpec>())
        {
            int kinds = 1 + layer.ExtraStates.Count;
            AddPasts();
            for (int kind = 0; kind < kinds && next < states.Count; kind++)
            {
                StatePlan state = states[next++];
                for (int i = 0; i < state.Count / layer.Directions; i++)
                    found.Add(
                        new(
                            state.Name.Substring(state.Name.LastIndexOf('.') + 1), first + i, layer.Directions, state.Size,
                            state.OffsetOf(i * layer.Directions)));
            }

            first += layer.Layers;
        }

        AddPasts();
        return found;

        void AddPasts()
        {
            for (; next < states.Count && states[next].IsPast; next++)
                found.Add(new("past", -1, 1, checked(states[next].Count * states[next].Size), states[next].Offset));
        }
    }
}
