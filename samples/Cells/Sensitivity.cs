using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Training;

namespace LstmGen.Samples.Cells;

/// <summary>How much a network's answer moves with its input at each step: |dy/dx_t| by central differences, a mean over sequences.</summary>
internal static class Sensitivity
{
    private const float Nudge = 0.05f;

    public static double[] OverTime(IRecurrentModel model, SequenceSet set, int sequences)
    {
        int steps = set.Length(0);
        var mean = new double[steps];
        for (int i = 0; i < sequences; i++)
        {
            var nudged = new List<float[]>();
            for (int t = 0; t < steps; t++)
            {
                nudged.Add(Moved(set, i, t, Nudge));
                nudged.Add(Moved(set, i, t, -Nudge));
            }

            float[][] answers = model.Predict(SequenceSet.FromFeatures(nudged, 2));
            for (int t = 0; t < steps; t++)
                mean[t] += Math.Abs(answers[2 * t][0] - answers[2 * t + 1][0]) / (2 * Nudge * sequences);
        }

        return mean;
    }

    private static float[] Moved(SequenceSet set, int sequence, int step, float by)
    {
        float[] values = set.Features(sequence).ToArray();
        values[2 * step] += by;
        return values;
    }
}
