using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Puts the rows of a batch in another order: row i of the result is row order[i].</summary>
internal static class Rows
{
    public static ReferenceData Reorder(ReferenceData data, int[] order, ReferenceModel model)
    {
        Dictionary<string, double[]> States(Dictionary<string, double[]> states) =>
            states.ToDictionary(s => s.Key, s => ReorderStates(s.Value, order, model.States.Single(shape => shape.Prefix == s.Key).Rows));
        return data with
        {
            Values = data.Values is null ? null : Reorder(data.Values, order),
            Ids = data.Ids is null ? null : Reorder(data.Ids, order),
            Lengths = data.Lengths is null ? null : Reorder(data.Lengths, order),
            InitialHidden = States(data.InitialHidden), InitialCell = States(data.InitialCell),
            HiddenGradients = States(data.HiddenGradients), CellGradients = States(data.CellGradients),
            Targets = data.Targets.ToDictionary(t => t.Key, t => t.Value with
            {
                Values = t.Value.Values is null ? null : Reorder(t.Value.Values, order),
                Classes = t.Value.Classes is null ? null : Reorder(t.Value.Classes, order),
                LabelLengths = t.Value.LabelLengths is null ? null : Reorder(t.Value.LabelLengths, order),
            }),
        };
    }

    public static T[] Reorder<T>(T[] values, int[] order)
    {
        int width = values.Length / order.Length;
        return [.. order.SelectMany(row => values[(row * width)..((row + 1) * width)])];
    }

    /// <summary>[count, B, units].</summary>
    public static double[] ReorderStates(double[] values, int[] order, int count) =>
        [.. values.Chunk(values.Length / count).SelectMany(block => Reorder(block, order))];
}
