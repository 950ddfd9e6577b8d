using LstmGen.Reference.Autodiff;

namespace LstmGen.Reference.Running;

/// <summary>A batch between two layers: each row is the list of its own valid steps, so padding does not exist here.</summary>
/// <param name="Rows">Per batch row, the vectors of its steps.</param>
/// <param name="Time">Steps that the padded tensor has, at least as many as the longest row.</param>
internal sealed record Sequences(IReadOnlyList<List<Var>> Rows, int Time)
{
    /// <summary>
    /// What <see cref="Pooling.Last"/> reads of each row where that is not simply the last step: directly after a
    /// recurrent layer (dropout aside), the merge of the last step forward and the first backward, plus the
    /// residual of the last step.
    /// </summary>
    public Var[]? Last { get; init; }

    /// <summary>Whether <see cref="Last"/> is the first half of the last step's channels and the second half of the first step's.</summary>
    public bool SideBySide { get; init; }

    /// <summary>What <see cref="Last"/> is where <see cref="SideBySide"/>.</summary>
    public Var[] LastOfBothWays(Tape tape) => [.. Rows.Select(steps =>
    {
        int half = steps[0].Length / 2;
        return tape.Concatenate(tape.Slice(steps[^1], 0, half), tape.Slice(steps[0], half, half));
    })];

    public Sequences MapSteps(Func<Var, int, int, Var> map) => new(
        [.. Rows.Select((steps, row) => steps.Select((x, t) => map(x, row, t)).ToList())], Time);

    /// <summary>The padded tensor [B, Time, width], zero at padded steps.</summary>
    public double[] Padded(Func<Var, double[]> read)
    {
        int width = Rows[0][0].Length;
        var result = new double[Rows.Count * Time * width];
        for (int row = 0; row < Rows.Count; row++)
            for (int t = 0; t < Rows[row].Count; t++)
                read(Rows[row][t]).CopyTo(result, ((row * Time) + t) * width);
        return result;
    }
}
