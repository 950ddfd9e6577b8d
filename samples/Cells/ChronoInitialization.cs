using LstmGen.Data;

namespace LstmGen.Samples.Cells;

/// <summary>
/// Biases by which an LSTM's units begin with memories of 1 to T steps: forget gate log(u), u uniform in [1, T - 1], and
/// input gate the negative of it (Tallec and Ollivier 2018, "Can recurrent neural networks warp time?").
/// </summary>
internal static class ChronoInitialization
{
    public static void Apply(WithLstm model, int steps, long seed)
    {
        var random = new SeededRandom(seed);
        using ParameterWriting writing = model.Parameters.BeginUpdate();
        Span<float> both = writing["lstm.bias_hh_l0"];
        int units = both.Length / 4;
        both[..(2 * units)].Clear();

        // Gate order i, f, g, o.
        Span<float> bias = writing["lstm.bias_ih_l0"];
        for (int unit = 0; unit < units; unit++)
        {
            float forget = (float)Math.Log(1 + Math.Max(steps - 2, 0) * random.NextDouble());
            bias[unit] = -forget;
            bias[units + unit] = forget;
        }
    }
}
