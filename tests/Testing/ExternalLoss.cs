using LstmGen.Reference.Heads;
using LstmGen.Reference.Running;
using LstmGen.Training;

namespace LstmGen.Testing;

/// <summary>
/// A loss outside the model, for what PyTorch's cases do and the vocabulary does not: losses over padded steps, sums in
/// place of means, and heads on the last padded step (<c>output[:, -1]</c>).
/// </summary>
/// <remarks>
/// At a padded step PyTorch's linear layer reads zeros and yields its bias. So its loss there depends on the bias alone:
/// the model gets the gradients of the valid steps, and what the padded ones contribute is added to the gradient of the bias.
/// </remarks>
/// <param name="head">The head with its loss.</param>
/// <param name="lastStepOnly">Whether only step T - 1 counts, of a head that is emitted at every step.</param>
public sealed class ExternalLoss(ReferenceHead head, bool lastStepOnly)
{
    private double[] _biasGradient = [];

    /// <summary>Computes the loss of the outputs and hands its gradient to the head.</summary>
    public double Apply(IRecurrentModel model, HeadWorkspace workspace, ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(data);
        var raw = new float[workspace.Rows * workspace.Info.Outputs];
        workspace.CopyOutputs(raw);
        double[] outputs = WithBias(model, workspace, data, Numbers.ToDouble(raw));
        double[] seen = lastStepOnly ? LastSteps(outputs, data) : outputs;
        var (loss, slope) = OutputLoss.Compute(head, seen, workspace.Info.Outputs, data.Targets[head.HeadName]);
        double[] gradient = lastStepOnly ? Spread(slope, data, outputs.Length) : slope;
        SplitPadded(workspace, data, gradient);
        workspace.SetOutputGradients(Numbers.ToSingle(gradient));
        return loss;
    }

    /// <summary>Adds what the padded steps give to the bias.</summary>
    public void AddBiasGradient(IRecurrentModel model, Span<float> gradients)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Description.Parameters.FirstOrDefault(p => p.Name == $"{head.HeadName}.bias") is not { } bias)
            return;
        for (int k = 0; k < _biasGradient.Length; k++)
            gradients[bias.Offset + k] += (float)_biasGradient[k];
        Array.Clear(_biasGradient);
    }

    /// <summary>Outputs with the bias at padded steps, as PyTorch yields them.</summary>
    public static double[] WithBias(IRecurrentModel model, HeadWorkspace workspace, ReferenceData data, double[] outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(data);
        var result = (double[])outputs.Clone();
        int width = workspace.Info.Outputs;
        string name = $"{workspace.Info.Name}.bias";
        double[] bias = model.Description.Parameters.Any(p => p.Name == name)
            ? Numbers.ToDouble(model.Parameters.Read(name))
            : new double[width];
        foreach (int place in PaddedPlaces(workspace, data))
            bias.CopyTo(result, place * width);
        return result;
    }

    private void SplitPadded(HeadWorkspace workspace, ReferenceData data, double[] gradient)
    {
        int width = workspace.Info.Outputs;
        _biasGradient = new double[width];
        foreach (int place in PaddedPlaces(workspace, data))
        {
            Span<double> at = gradient.AsSpan(place * width, width);
            for (int k = 0; k < width; k++)
                _biasGradient[k] += at[k];
            at.Clear();
        }
    }

    private static IEnumerable<int> PaddedPlaces(HeadWorkspace workspace, ReferenceData data)
    {
        for (int row = 0; workspace.Info.EveryStep && row < data.Batch; row++)
            for (int t = data.LengthOf(row); t < data.Time; t++)
                yield return (row * data.Time) + t;
    }

    private static double[] LastSteps(double[] outputs, ReferenceData data)
    {
        int width = outputs.Length / (data.Batch * data.Time);
        return [.. Enumerable.Range(0, data.Batch)
            .SelectMany(row => outputs.AsSpan(((row * data.Time) + data.Time - 1) * width, width).ToArray())];
    }

    private static double[] Spread(double[] slope, ReferenceData data, int length)
    {
        var result = new double[length];
        int width = slope.Length / data.Batch;
        for (int row = 0; row < data.Batch; row++)
            slope.AsSpan(row * width, width).CopyTo(result.AsSpan(((row * data.Time) + data.Time - 1) * width));
        return result;
    }
}
