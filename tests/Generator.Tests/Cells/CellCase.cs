using LstmGen.CompilerServices;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Cells;

/// <summary>One declaration with parameters and a batch of rows of different lengths, states in, and gradients of states out.</summary>
internal sealed class CellCase(ReferenceModel model, bool ragged = true)
{
    private const int Batch = 5, Steps = 6, Seed = 11;

    /// <summary>Whether states besides h begin above 0, for cells that divide by them.</summary>
    public bool StartsAboveZero { get; init; }

    private static readonly int[] Lengths = [4, 6, 1, 3, 6];

    public ReferenceModel Model { get; } = model;

    public Dictionary<string, double[]> Parameters { get; } = Singles(RandomData.Parameters(model, Seed));

    public ReferenceData Data { get; } = Singles(RandomData.Batch(
        model, Seed + 1, Batch, Steps, ragged ? Lengths : null, initialStates: true, stateGradients: true));

    public ReferenceData Given => StartsAboveZero
        ? Data with { InitialCell =
            Data.InitialCell.ToDictionary(
                pair => pair.Key, pair => pair.Value.Select(value => (double)(float)(0.5 + Math.Abs(value))).ToArray()) } : Data;

    /// <summary>Runs the emitted model.</summary>
    public ModelResult Run(IRecurrentModel emitted, bool dropout)
    {
        var runner = new ModelRunner(emitted);
        runner.Workspace.Dropout = dropout;
        runner.Workspace.Seed = 5;
        runner.Workspace.Step = 3;
        runner.Load(Parameters);
        return runner.Run(Given);
    }

    /// <summary>Runs the reference, with the masks that the emitted model draws where <paramref name="dropout"/>.</summary>
    public ReferenceResult Reference(bool dropout, bool single = false)
    {
        ReferenceData data = dropout ? Given with { Masks = Masks() } : Given;
        return ReferenceRun.Compute(Model, Parameters, data, single);
    }

    /// <summary>The worst error of any tensor as a multiple of what is allowed, with its name.</summary>
    public (string Tensor, double Ratio) Compare(IRecurrentModel emitted, bool dropout)
    {
        ReferenceResult exact = Reference(dropout), single = Reference(dropout, single: true);
        ModelResult actual = Run(emitted, dropout);
        var worst = ("", 0.0);
        void Check(string name, double[] e, double[] s, double[] a)
        {
            Assert(e.Length == a.Length, $"{name} has {a.Length} values, not {e.Length}");
            double largest = e.Max(Math.Abs), yardstick = e.Zip(s, (x, y) => Math.Abs(x - y)).Max();
            double error = e.Zip(a, (x, y) => double.IsNaN(y) ? double.PositiveInfinity : Math.Abs(x - y)).Max();
            double ratio = error / Math.Max(4 * yardstick, Math.Max(2e-6 * largest, 1e-9));
            if (ratio > worst.Item2)
                worst = (name, ratio);
        }

        foreach (string head in exact.Outputs.Keys)
            Check("output " + head, exact.Outputs[head], single.Outputs[head], actual.Outputs[head]);
        foreach (string parameter in exact.Gradients.Keys)
            Check("grad " + parameter, exact.Gradients[parameter], single.Gradients[parameter], actual.Gradients[parameter]);
        if (exact.InputGradient is not null)
            Check("grad x", exact.InputGradient, single.InputGradient!, actual.InputGradient!);
        foreach (string prefix in exact.FinalHidden.Keys)
        {
            Check("h_n", exact.FinalHidden[prefix], single.FinalHidden[prefix], actual.FinalStates[prefix + ".h"]);
            Check(
                "grad h0", exact.InitialHiddenGradients[prefix], single.InitialHiddenGradients[prefix],
                actual.InitialStateGradients[prefix + ".h"]);
        }

        foreach (string prefix in exact.FinalCell.Keys)
        {
            Check("c_n", exact.FinalCell[prefix], single.FinalCell[prefix], actual.FinalStates[prefix + ".c"]);
            Check(
                "grad c0", exact.InitialCellGradients[prefix], single.InitialCellGradients[prefix],
                actual.InitialStateGradients[prefix + ".c"]);
        }

        return worst;
    }

    private static void Assert(bool holds, string message)
    {
        if (!holds)
            throw new InvalidOperationException(message);
    }

    // The masks as they are documented: a stream for each purpose, four to a direction, indexed by the caller's row.
    private Dictionary<string, double[]> Masks()
    {
        var masks = new Dictionary<string, double[]>();
        uint stream = 100_000;
        for (int i = 0; i < Model.Layers.Count; i++)
        {
            var layer = (RecurrentLayer)Model.Layers[i];
            int width = Model.WidthBefore(i), groups = 1;
            for (int l = 0; l < layer.Layers; l++)
            {
                foreach (string suffix in layer.Bidirectional ? new[] { $"_l{l}", $"_l{l}_reverse" } : [$"_l{l}"])
                {
                    string prefix = Model.Prefixes[i];
                    if (layer.InputDropout > 0)
                        masks[$"{prefix}.input{suffix}"] =
                            Rows(layer.InputDropout, stream, new Channels(groups, width / groups), 1, keep: false);
                    if (layer.RecurrentDropout > 0)
                        masks[$"{prefix}.recurrent{suffix}"] =
                            Rows(layer.RecurrentDropout, stream + 1, new Channels(1, layer.StateWidth), 1, keep: false);
                    if (layer.Zoneout > 0)
                    {
                        masks[$"{prefix}.zoneout_h{suffix}"] =
                            Rows(layer.Zoneout, stream + 2, new Channels(1, layer.StateWidth), Steps, keep: true);
                        if (layer.HasCell)
                            masks[$"{prefix}.zoneout_c{suffix}"] =
                                Repeated(layer, Rows(layer.Zoneout, stream + 3, new Channels(1, layer.Hidden), Steps, keep: true));
                    }

                    stream += 4;
                }

                width = layer.OutputWidth(width);
                groups = layer.Bidirectional && layer.Merge == Merge.Concatenate ? 2 : 1;
            }
        }

        return masks;
    }

    // All states of a unit but h are kept together.
    private static double[] Repeated(RecurrentLayer layer, double[] mask) => layer is not EquationLayer equations ? mask
        : [.. mask.Chunk(layer.Hidden).SelectMany(row => Enumerable.Repeat(row, equations.Cell.States.Count).SelectMany(values => values))];

    private static double[] Rows(float rate, uint stream, Channels channels, int steps, bool keep)
    {
        var result = new double[Batch * steps * channels.Count];
        var row = new float[channels.Width];
        for (int at = 0; at < Batch * steps; at++)
        {
            CounterRandom.DropoutMask(row, rate, 5, 3, stream, (long)at * row.Length);
            for (int c = 0; c < channels.Count; c++)
            {
                float mask = row[channels.Position(c)];
                result[at * channels.Count + c] = keep ? (mask == 0 ? 1 : 0) : mask;
            }
        }

        return result;
    }

    private static Dictionary<string, double[]> Singles(Dictionary<string, double[]> values) =>
        values.ToDictionary(pair => pair.Key, pair => Numbers.ToDouble(Numbers.ToSingle(pair.Value)));

    private static ReferenceData Singles(ReferenceData data) => data with
    {
        Values = data.Values is null ? null : Numbers.ToDouble(Numbers.ToSingle(data.Values)),
        InitialHidden = Singles(data.InitialHidden),
        InitialCell = Singles(data.InitialCell),
        HiddenGradients = Singles(data.HiddenGradients),
        CellGradients = Singles(data.CellGradients),
        Targets = data.Targets.ToDictionary(
            pair => pair.Key, pair => pair.Value with { Values = Numbers.ToDouble(Numbers.ToSingle(pair.Value.Values!)) }),
    };
}
