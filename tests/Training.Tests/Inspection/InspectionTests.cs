using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Traces and gradient norms against equations and difference quotients.</summary>
public class InspectionTests
{
    [Fact]
    public void A_trace_satisfies_the_equations_of_the_lstm()
    {
        SequenceSet set = Sets.Regression(3, 5, 9);
        var model = new TinyRegression(4);
        LayerTrace trace = Assert.Single(model.Trace(set, 1));
        int steps = set.Length(1), units = 6;
        Assert.Equal(("Lstm0", units, steps * units), (trace.Name, trace.Units, trace.Hidden.Length));
        Assert.Equal(["i", "f", "g", "o"], trace.Gates.Keys);
        float[] w = model.Parameters.Read("lstm.weight_ih_l0").ToArray(), u = model.Parameters.Read("lstm.weight_hh_l0").ToArray();
        float[] b = model.Parameters.Read("lstm.bias_ih_l0").ToArray(), d = model.Parameters.Read("lstm.bias_hh_l0").ToArray();
        for (int t = 0; t < steps; t++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                int at = t * units + unit;
                float before = t == 0 ? 0 : trace.Cell![at - units];
                Assert.Equal(trace.Gates["f"][at] * before + trace.Gates["i"][at] * trace.Gates["g"][at], trace.Cell![at], 1e-6f);
                Assert.Equal(trace.Gates["o"][at] * MathF.Tanh(trace.Cell[at]), trace.Hidden[at], 1e-6f);
                double a = b[units + unit] + d[units + unit];
                for (int j = 0; j < 3; j++)
                    a += w[(units + unit) * 3 + j] * set.Features(1)[t * 3 + j];
                for (int j = 0; j < units && t > 0; j++)
                    a += u[(units + unit) * units + j] * trace.Hidden[(t - 1) * units + j];
                Assert.Equal(1 / (1 + Math.Exp(-a)), trace.Gates["f"][at], 1e-5);
            }
        }
    }

    [Fact]
    public void A_trace_shows_every_layer_and_direction_by_step()
    {
        SequenceSet set = Sets.Classification(4, 3, 6);
        LayerTrace[] traces = new DropoutClassifier(1).Trace(set, 2);
        Assert.Equal(["Lstm0", "Lstm0Reverse", "Lstm1", "Lstm1Reverse"], traces.Select(trace => trace.Name));
        // In reverse the last step is the first: its c is i * g.
        int last = (set.Length(2) - 1) * 7;
        for (int unit = 0; unit < 7; unit++)
            Assert.Equal(traces[1].Gates["i"][last + unit] * traces[1].Gates["g"][last + unit], traces[1].Cell![last + unit], 1e-6f);
    }

    [Fact]
    public void Gradient_norms_by_step_are_those_of_difference_quotients()
    {
        SequenceSet set = Sets.Regression(2, 40, 40);
        var model = new TinyRegression(4);
        IReadOnlyDictionary<string, double[]> norms = model.GradientNorms(set, 1);
        Assert.Equal(["lstm.h", "lstm.c"], norms.Keys);
        LayerTrace trace = model.Trace(set, 1)[0];
        foreach (int t in new[] { 1, 20, 37, 39 })
        {
            Assert.Equal(Quotients(model, set, t, trace, "lstm.h"), norms["lstm.h"][t], 2e-3 * norms["lstm.h"][39]);
            Assert.Equal(Quotients(model, set, t, trace, "lstm.c"), norms["lstm.c"][t], 2e-3 * norms["lstm.c"][39]);
        }

        Assert.True(norms["lstm.h"][0] < 1e-3 * norms["lstm.h"][39], "a gradient through 40 steps of a fresh LSTM has all but vanished");
    }

    [Fact]
    public void Gradient_norms_need_a_model_that_streams() =>
        Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).GradientNorms(Sets.Classification(2)));

    private static double Quotients(TinyRegression model, SequenceSet set, int t, LayerTrace trace, string name)
    {
        const float Step = 1e-2f;
        var workspace = model.CreateWorkspace(training: true);
        var state = new ModelState(TinyRegression.Description.States, 1);
        trace.Hidden.AsSpan((t - 1) * 6, 6).CopyTo(state["lstm.h"]);
        trace.Cell.AsSpan((t - 1) * 6, 6).CopyTo(state["lstm.c"]);
        double sum = 0;
        for (int unit = 0; unit < 6; unit++)
        {
            float before = state[name][unit];
            sum += Math.Pow((Loss(before + Step) - Loss(before - Step)) / (2 * Step), 2);
            state[name][unit] = before;

            double Loss(float value)
            {
                state[name][unit] = value;
                workspace.InitialState = state;
                workspace.Load(set, [1], t);
                model.Forward(workspace);
                return model.Loss(workspace);
            }
        }

        return Math.Sqrt(sum);
    }
}
