using System.Text.Json;
using LstmGen.CompilerServices;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Runtime.Tests.Losses;

/// <summary>
/// From PyTorch's head outputs: its loss, and the gradient of the head's bias, which is the gradient by the outputs summed
/// over rows.
/// </summary>
public class GoldenLossTests(ITestOutputHelper output)
{
    [GoldenFact]
    public void Regression() => ForEach(["mse", "l1", "huber"], (golden, y, gradient) =>
    {
        int width = golden["head_out"];
        float[] targets = golden.Floats("input.target");
        var perRow = new double[y.Length / width];
        float scale = Scale(golden, y.Length);
        switch (golden.Config.GetProperty("loss").GetString())
        {
            case "mse": MeanSquared.Compute(y, width, targets, width, scale, perRow, gradient); break;
            case "l1": MeanAbsolute.Compute(y, width, targets, width, scale, perRow, gradient); break;
            default: Huber.Compute(y, width, targets, width, Argument(golden, "delta")!.Value.GetSingle(), scale, perRow, gradient); break;
        }

        return perRow.Sum() * scale;
    });

    [GoldenFact]
    public void Softmax_cross_entropy() => ForEach(["ce"], (golden, y, gradient) =>
    {
        int classes = golden["head_out"], ignore = Argument(golden, "ignore_index")?.GetInt32() ?? -100;
        int[] targets = golden.Integers("input.target");
        float[] weights = Argument(golden, "class_weight") is null ? [] : golden.Floats("input.class_weight");
        float smoothing = Argument(golden, "label_smoothing")?.GetSingle() ?? 0f;
        var perRow = new double[targets.Length];
        float scale = Scale(golden, SoftmaxCrossEntropy.Normalizer(targets, weights, ignore, classes));
        SoftmaxCrossEntropy.Compute(y, classes, classes, targets, weights, smoothing, ignore, scale, perRow, gradient);
        return perRow.Sum() * scale;
    });

    [GoldenFact]
    public void Sigmoid_cross_entropy() => ForEach(["bce"], (golden, y, gradient) =>
    {
        int labels = golden["head_out"];
        float[] weights = Argument(golden, "pos_weight") is null ? [] : golden.Floats("input.pos_weight");
        var perRow = new double[y.Length / labels];
        float scale = LossScale.Of(1, y.Length);
        SigmoidCrossEntropy.Compute(y, labels, golden.Floats("input.target"), labels, weights, scale, perRow, gradient);
        return perRow.Sum() * scale;
    });

    [GoldenFact]
    public void Connectionist_temporal() => ForEach(["ctc"], (golden, y, gradient) =>
    {
        int steps = golden["T"], symbols = golden["head_out"], batch = golden["B"];
        int[] targets = golden.Integers("input.target"), lengths = golden.Integers("input.ctc_input_lengths"),
            labels = golden.Integers("input.ctc_target_lengths");
        int blank = Argument(golden, "blank")?.GetInt32() ?? 0, longest = targets.Length / batch;
        bool zeroInfinity = Argument(golden, "zero_infinity")?.GetBoolean() ?? false;
        var scratch = new CtcScratch();
        float scale = LossScale.Of(1, batch);
        double sum = 0;
        for (int b = 0; b < batch; b++)
        {
            // The case's outputs are [B][T][symbols]: one step after the other.
            sum += ConnectionistTemporal.Compute(y.AsSpan(b * steps * symbols), new(steps, symbols, symbols, symbols), lengths[b],
                targets.AsSpan(b * longest, labels[b]), blank, zeroInfinity, scale, gradient.AsSpan(b * steps * symbols), scratch);
        }

        return sum * scale;
    });

    private void ForEach(string[] losses, Func<GoldenCase, float[], float[], double> compute)
    {
        int cases = 0;
        foreach (GoldenCase golden in GoldenCase.WithLoss(losses))
        {
            cases++;
            float[] y = golden.Floats("expect.head_out"), gradient = new float[y.Length];
            double loss = compute(golden, y, gradient);
            Assert.Equal(golden.Tensor("expect.loss")[0], loss, golden.Tolerance("expect.loss"));

            double[] bias = golden.Tensor("grad.head.bias");
            var actual = new double[bias.Length];
            for (int i = 0; i < gradient.Length; i++)
                actual[i % bias.Length] += gradient[i];
            for (int i = 0; i < bias.Length; i++)
                Assert.Equal(bias[i], actual[i], golden.Tolerance("grad.head.bias"));
        }

        output.WriteLine($"{cases} cases");
        Assert.True(cases > 0, $"the golden folder has no case with the loss {string.Join(" or ", losses)}");
    }

    private static float Scale(GoldenCase golden, double normalizer) =>
        LossScale.Of(1, Argument(golden, "reduction")?.GetString() == "sum" ? 1 : normalizer);

    private static JsonElement? Argument(GoldenCase golden, string name) =>
        golden.Config.GetProperty("loss_args").TryGetProperty(name, out JsonElement value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) ? value : null;
}
