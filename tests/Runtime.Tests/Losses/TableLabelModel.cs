namespace LstmGen.Runtime.Tests.Losses;

/// <summary>Random scores by the label before; some labels and ends cannot follow where that is asked for.</summary>
internal sealed class TableLabelModel(int symbols, int seed, bool impossible) : ILabelModel
{
    private readonly double[] _scores = Draw(symbols, seed, impossible);

    public int Start => symbols; // a state of its own

    public double Score(int state, int label, out int next)
    {
        next = label;
        return _scores[state * (symbols + 1) + label];
    }

    public double EndScore(int state) => _scores[state * (symbols + 1) + symbols];

    public double Naive(int[] labels)
    {
        double sum = 0;
        int before = symbols;
        foreach (int label in labels.Append(symbols))
        {
            sum += _scores[before * (symbols + 1) + label];
            before = label;
        }

        return sum;
    }

    private static double[] Draw(int symbols, int seed, bool impossible)
    {
        var random = new Random(seed + 100);
        var scores = new double[(symbols + 1) * (symbols + 1)];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = impossible && random.Next(4) == 0 ? double.NegativeInfinity : -3 * random.NextDouble();
        return scores;
    }
}
