using LstmGen.Data;

namespace LstmGen.Samples.Playground;

/// <summary>How much gradient reaches each step of a sequence, for several cells.</summary>
public static class GradientPage
{
    /// <summary>Sequences that the shares are a mean over.</summary>
    public const int Sequences = 4;

    /// <summary>Shares of the gradient per step, as JSON.</summary>
    /// <param name="cell">RNN, GRU, LSTM, JANET or Keeper.</param>
    /// <param name="scale">What the recurrent weights, orthogonal before, are multiplied by.</param>
    /// <param name="length">Steps, 2 to 100.</param>
    /// <param name="seed">Decides weights and sequences.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static string Run(string cell, double scale, int length, int seed)
    {
        if (length is < 2 or > 100)
            throw new ArgumentOutOfRangeException(nameof(length), length, "length must be 2 to 100 steps.");
        if (!(scale is >= 0 and <= 4))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "scale must be 0 to 4.");
        IRecurrentModel model = Model(cell, scale, seed);
        double[] shares = GradientChain.Shares(model, Problem(length, seed));
        return Json.Object(writer =>
        {
            writer.WriteString("model", model.Description.Name);
            writer.Numbers("shares", shares);
        });
    }

    /// <summary>The sequences.</summary>
    public static SequenceSet Problem(int length, int seed) => SyntheticSeries.AddingProblem(Sequences, length, (ulong)seed + 100);

    /// <summary>A fresh model whose recurrent weights are multiplied by <paramref name="scale"/>.</summary>
    public static IRecurrentModel Model(string cell, double scale, int seed)
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

        return model;
    }
}
