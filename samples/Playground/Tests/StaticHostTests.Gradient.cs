using LstmGen.Training;

namespace LstmGen.Samples.Playground.Tests;

public sealed partial class StaticHostTests
{
    private static readonly string[] FlowCells = ["RNN", "GRU", "LSTM", "Keeper"];

    [BrowserFact]
    public async Task Gradient_is_the_librarys_own()
    {
        await using Visit visit = await Open("gradient");
        await visit.Slide("length", 24);
        foreach ((double scale, double bias) in new[] { (1.0, 2.0), (1.5, 0.0), (0.5, 4.0) })
        {
            await visit.Slide("scale", scale);
            await visit.Slide("bias", bias);
            float[][] native = [.. FlowCells.Select(cell => Shares(GradientPage.Model(cell, scale, bias, 1), GradientPage.Problem(24, 1)))];
            string[][] table = await visit.Table("figure", rows =>
                rows.Length == 24 && rows[0].Length == 5
                    && Enumerable.Range(0, 4).All(cell => Math.Abs(Visit.Numbers(rows[0], 1)[cell] / native[cell][0] - 1) < 1e-3));
            for (int cell = 0; cell < 4; cell++)
            {
                // Shares may be tiny: they are compared relative to their size.
                for (int t = 0; t < 24; t++)
                    Assert.Equal(1, Visit.Numbers(table[t], 1)[cell] / native[cell][t], 1e-4);
            }
        }

        visit.Clean();
    }

    [BrowserFact]
    public async Task Gradient_follows_length_draw_and_choice_of_cells()
    {
        await using Visit visit = await Open("gradient");
        await visit.Slide("length", 7);
        Assert.Equal(7, (await visit.Table("figure", rows => rows.Length == 7)).Length);
        string before = (await visit.Table("figure"))[0][1];
        await visit.Slide("seed", 3);
        Assert.NotEqual(before, (await visit.Table("figure", rows => rows[0][1] != before))[0][1]);
        await visit.Page.Locator("#cells input[value='JANET']").CheckAsync();
        Assert.Equal(6, (await visit.Table("figure", rows => rows[0].Length == 6))[0].Length);
        visit.Clean();
    }

    /// <summary>By whole suffixes of the sequences, the library's own way.</summary>
    private static float[] Shares(IRecurrentModel model, SequenceSet set)
    {
        var mean = new double[set.MaxLength];
        for (int row = 0; row < set.Count; row++)
        {
            double[][] states = [.. model.GradientNorms(set, row).Values];
            double[] norms = [.. Enumerable.Range(0, mean.Length).Select(t => Math.Sqrt(states.Sum(norm => norm[t] * norm[t])))];
            for (int t = 0; t < mean.Length; t++)
                mean[t] += norms[t] / norms[^1] / set.Count;
        }

        return [.. mean.Select(share => (float)share)];
    }
}
