using LstmGen.Reference.Heads;
using LstmGen.Reference.Running;

namespace LstmGen.Testing;

/// <summary>PyTorch's losses over plain rows of outputs, with their slopes; all rows count.</summary>
internal static class OutputLoss
{
    public static (double Loss, double[] Slope) Compute(ReferenceHead head, double[] y, int width, ReferenceTarget target)
    {
        var slope = new double[y.Length];
        double sum = 0, count = 0;
        for (int row = 0; row < y.Length / width; row++)
        {
            var (loss, weight) = head switch
            {
                RegressionHead or MultiLabelHead => Elements(head, y, row * width, width, target, slope),
                ClassificationHead c => Softmax(y, row * width, width, target, row, c.IgnoreIndex, c.LabelSmoothing, slope),
                TaggingHead { Crf: false } t => Softmax(y, row * width, width, target, row, t.IgnoreIndex, t.LabelSmoothing, slope),
                _ => throw new NotSupportedException($"There is no loss outside the model for {head.Declaration}."),
            };
            sum += loss;
            count += weight;
        }

        double divisor = target.SumReduction ? 1 : count;
        return (sum / divisor, [.. slope.Select(d => d / divisor)]);
    }

    private static (double Loss, double Weight) Elements(
        ReferenceHead head, double[] y, int begin, int width, ReferenceTarget target, double[] slope)
    {
        double sum = 0;
        for (int k = 0; k < width; k++)
        {
            var (loss, d) = head is RegressionHead regression
                ? Regression(regression, y[begin + k] - target.Values![begin + k])
                : Sigmoid(y[begin + k], target.Values![begin + k], target.PositiveWeights?[k] ?? 1);
            sum += loss;
            slope[begin + k] = d;
        }

        return (sum, width);
    }

    private static (double Loss, double Slope) Regression(RegressionHead head, double d) => head.LossKind switch
    {
        RegressionLoss.MeanAbsolute => (Math.Abs(d), Math.Sign(d)),
        RegressionLoss.Huber =>
            (Math.Abs(d) <= head.Delta ? 0.5 * d * d : head.Delta * (Math.Abs(d) - (0.5 * head.Delta)),
                Math.Clamp(d, -head.Delta, head.Delta)),
        RegressionLoss.Quantile => (Math.Max(-head.Quantile * d, (1.0 - head.Quantile) * d), d > 0 ? 1.0 - head.Quantile : -head.Quantile),
        _ => (d * d, 2 * d),
    };

    // p t softplus(-y) + (1 - t) softplus(y)
    private static (double Loss, double Slope) Sigmoid(double y, double t, double positive)
    {
        double sigmoid = 1 / (1 + Math.Exp(-y));
        return ((positive * t * Softplus(-y)) + ((1 - t) * Softplus(y)), (positive * t * (sigmoid - 1)) + ((1 - t) * sigmoid));
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static (double Loss, double Weight) Softmax(
        double[] y, int begin, int width, ReferenceTarget target, int row, int ignore, double smoothing, double[] slope)
    {
        int own = target.Classes![row];
        if (own == ignore)
            return (0, 0);
        double max = Enumerable.Range(begin, width).Max(i => y[i]);
        double logSum = max + Math.Log(Enumerable.Range(begin, width).Sum(i => Math.Exp(y[i] - max)));
        double loss = 0, total = 0;
        for (int k = 0; k < width; k++)
        {
            double share = ((k == own ? 1 - smoothing : 0) + (smoothing / width)) * (target.ClassWeights?[k] ?? 1);
            loss -= share * (y[begin + k] - logSum);
            total += share;
            slope[begin + k] = -share;
        }

        for (int k = 0; k < width; k++)
            slope[begin + k] += total * Math.Exp(y[begin + k] - logSum);
        return (loss, target.ClassWeights?[own] ?? 1);
    }
}
