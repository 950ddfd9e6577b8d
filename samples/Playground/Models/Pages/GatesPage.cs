using LstmGen.Training;

namespace LstmGen.Samples.Playground;

/// <summary>One LSTM cell, step by step, with gates that may be forced.</summary>
public static class GatesPage
{
    // Rows i f g o: an input above zero opens the input gate, and the forget gate begins nearly open.
    private static readonly float[] InputWeights = [2f, 0f, 1.5f, 1f];
    private static readonly float[] HiddenWeights = [0.5f, 0.5f, 0.3f, 0.5f];
    private static readonly float[] Biases = [0f, 2f, 0f, 0.5f];

    /// <summary>What the cell makes of one input, as JSON: gates after their activation, c and h.</summary>
    /// <param name="x">The input.</param>
    /// <param name="h">h of the step before.</param>
    /// <param name="c">c of the step before.</param>
    /// <param name="forced">i, f, g and o as they are forced to be; NaN where the weights decide.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static string Step(double x, double h, double c, double[] forced)
    {
        OneCell model = Model(forced);
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        var state = new ModelState(OneCell.Description.States, 1);
        state[OneCell.Description.States[0].Name][0] = (float)h;
        state[OneCell.Description.States[1].Name][0] = (float)c;
        workspace.InitialState = state;
        workspace.Begin(1, 1);
        workspace.SetFeatures([(float)x]);
        ((IRecurrentModel)model).Forward(workspace);
        RecurrentActivations layer = workspace.RecurrentLayers[0];
        return Json.Object(writer =>
        {
            for (int gate = 0; gate < layer.Slots.Length; gate++)
                writer.WriteNumber(layer.Slots[gate], layer.CopyGate(gate, 0)[0]);
            writer.WriteNumber("c", layer.CopyCell(0)![0]);
            writer.WriteNumber("h", layer.CopyHidden(0)[0]);
        });
    }

    /// <summary>The cell, in which a forced gate reads nothing and has the bias that gives its value.</summary>
    /// <param name="forced">As in <see cref="Step"/>.</param>
    public static OneCell Model(double[] forced)
    {
        ArgumentNullException.ThrowIfNull(forced);
        if (forced.Length != 4)
            throw new ArgumentException($"forced has {forced.Length} values; give four, i f g o.", nameof(forced));
        float[] ih = [.. InputWeights], hh = [.. HiddenWeights], bias = [.. Biases];
        for (int gate = 0; gate < 4; gate++)
        {
            if (double.IsNaN(forced[gate]))
                continue;
            (ih[gate], hh[gate]) = (0, 0);
            bias[gate] = (float)(gate == 2 ? Math.Clamp(Math.Atanh(forced[gate]), -15, 15) : Math.Clamp(Logit(forced[gate]), -40, 40));
        }

        var model = new OneCell();
        model.Parameters.Set("lstm.weight_ih_l0", ih);
        model.Parameters.Set("lstm.weight_hh_l0", hh);
        model.Parameters.Set("lstm.bias_ih_l0", bias);
        model.Parameters.Set("lstm.bias_hh_l0", new float[4]);
        return model;
    }

    private static double Logit(double p) => Math.Log(p) - Math.Log(1 - p);
}
