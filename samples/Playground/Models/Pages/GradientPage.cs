using LstmGen.Data;

namespace LstmGen.Samples.Playground;

/// <summary>How much gradient reaches each step of a sequence, for several cells.</summary>
public static class GradientPage
{
    /// <summary>Sequences that the shares are a mean over.</summary>
    public const int Sequences = 4;

    private const int Units = 24;

    /// <summary>Shares of the gradient per step, as JSON.</summary>
    /// <param name="cell">RNN, GRU, LSTM, JANET or Keeper.</param>
    /// <param name="scale">What the recurrent weights, orthogonal before, are multiplied by.</param>
    /// <param name="bias">What is added to the bias of the gate that keeps.</param>
    /// <param name="length">Steps, 2 to 100.</param>
    /// <param name="seed">Decides weights and sequences.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static string Run(string cell, double scale, double bias, int length, int seed)
    {
        if (length is < 2 or > 100)
            throw new ArgumentOutOfRangeException(nameof(length), length, "length must be 2 to 100 steps.");
        if (!(scale is >= 0 and <= 4))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "scale must be 0 to 4.");
        if (!(bias is >= -10 and <= 10))
            throw new ArgumentOutOfRangeException(nameof(bias), bias, "bias must be -10 to 10.");
        IRecurrentModel model = Model(cell, scale, bias, seed);
        double[] shares = GradientChain.Shares(model, Problem(length, seed));
        return Json.Object(writer =>
        {
            writer.WriteString("model", model.Description.Name);
            writer.Numbers("shares", shares);
        });
    }

    /// <summary>The sequences.</summary>
    public static SequenceSet Problem(int length, int seed) => SyntheticSeries.AddingProblem(Sequences, length, seed + 100);

    /// <summary>A fresh model whose recurrent weights are multiplied, and whose gate that keeps has more bias.</summary>
    /// <param name="cell">As in <see cref="Run"/>.</param>
    /// <param name="scale">As in <see cref="Run"/>.</param>
    /// <param name="bias">As in <see cref="Run"/>; a plain RNN has no such gate.</param>
    /// <param name="seed">Decides the weights.</param>
    public static IRecurrentModel Model(string cell, double scale, double bias, int seed)
    {
        IRecurrentModel model = cell switch
        {
            "RNN" => new FlowRnn(seed),
            "GRU" => new FlowGru(seed),
            "LSTM" => new FlowLstm(seed),
            "JANET" => new FlowJanet(seed),
            "Keeper" => new FlowKeeper(seed),
            _ => throw new ArgumentException($"cell is '{cell}'; give RNN, GRU, LSTM, JANET or Keeper.", nameof(cell)),
        };
        foreach (ParameterInfo parameter in model.Description.Parameters.Where(p => p.Name.Contains("weight_hh", StringComparison.Ordinal)))
        {
            model.Parameters.Update(parameter.Name, values =>
            {
                foreach (ref float value in values)
                    value *= (float)scale;
            });
        }

        if (Keeps(cell) is var gate && gate >= 0)
        {
            string name = model.Description.Parameters.Single(p => p.Name.Contains("bias_ih", StringComparison.Ordinal)).Name;
            model.Parameters.Update(name, values =>
            {
                foreach (ref float value in values.Slice(gate * Units, Units))
                    value += (float)bias;
            });
        }

        return model;
    }

    /// <summary>The place of the gate that keeps among the cell's gates; -1 where there is none.</summary>
    private static int Keeps(string cell) => cell switch
    {
        "GRU" or "LSTM" => 1,       // r z n, i f g o
        "JANET" or "Keeper" => 0,   // f g, k g
        _ => -1,
    };
}
