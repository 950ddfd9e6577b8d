namespace LstmGen.Reference.Tests;

/// <summary>Small cases whose numbers follow from the definitions by hand.</summary>
public class HandComputedTests
{
    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Fact]
    public void Coupled_lstm_with_peepholes_and_clip_follows_its_equations()
    {
        var layer = new LstmLayer(1) { CoupledGates = true, Peepholes = true, CellClip = 0.3f };
        var model = new ReferenceModel("Model", new FeaturesInput(1), [layer], [new SequenceOutputHead()]);
        var parameters = new Dictionary<string, double[]>
        {
            ["lstm.weight_ih_l0"] = [0.5, 2, -0.4], ["lstm.weight_hh_l0"] = [0.3, 0.7, 0.2],
            ["lstm.bias_ih_l0"] = [0.1, 0.2, 0.3], ["lstm.bias_hh_l0"] = [0, 0.1, 0],
            ["lstm.weight_ci_l0"] = [0.6], ["lstm.weight_co_l0"] = [-0.8],
        };
        var data = new ReferenceData
        {
            Batch = 1, Time = 1, Values = [1.5], InitialHidden = new() { ["lstm"] = [0.25] }, InitialCell = new() { ["lstm"] = [0.4] },
        };
        var result = ReferenceRun.Compute(model, parameters, data);

        double i = Sigmoid((0.5 * 1.5) + (0.3 * 0.25) + 0.1 + (0.6 * 0.4));
        double g = Math.Tanh((2 * 1.5) + (0.7 * 0.25) + 0.3);
        double c = Math.Clamp(((1 - i) * 0.4) + (i * g), -0.3f, 0.3f);
        double o = Sigmoid((-0.4 * 1.5) + (0.2 * 0.25) + 0.3 - (0.8 * c));
        Assert.Equal((double)0.3f, c);
        Assert.Equal(c, result.FinalCell["lstm"][0], 14);
        Assert.Equal(o * Math.Tanh(c), result.FinalHidden["lstm"][0], 14);
    }

    [Fact]
    public void Lstm_with_peepholes_projection_and_zoneout_follows_its_equations()
    {
        var layer = new LstmLayer(2) { Peepholes = true, Projection = 1, Zoneout = 0.25f, Bias = false };
        var model = new ReferenceModel("Model", new FeaturesInput(1), [layer], [new SequenceOutputHead()]);
        double[] wx = [0.5, -1, 2, 0.1, 0.7, -0.3, 0.9, 0.4], wh = [0.3, 0.2, -0.6, 0.8, 0.1, 0.5, -0.2, 0.7];
        double[] ci = [0.2, -0.3], cf = [0.9, 0.5], co = [-0.7, 0.6], hr = [1.5, -0.5], h = [0.3], c = [0.6, -0.4];
        var parameters = new Dictionary<string, double[]>
        {
            ["lstm.weight_ih_l0"] = wx, ["lstm.weight_hh_l0"] = wh, ["lstm.weight_hr_l0"] = hr,
            ["lstm.weight_ci_l0"] = ci, ["lstm.weight_cf_l0"] = cf, ["lstm.weight_co_l0"] = co,
        };
        var data = new ReferenceData
        {
            Batch = 1, Time = 1, Values = [1.5], InitialHidden = new() { ["lstm"] = h }, InitialCell = new() { ["lstm"] = c },
        };
        var result = ReferenceRun.Compute(model, parameters, data);

        double[] cell = new double[2], unit = new double[2];
        for (int u = 0; u < 2; u++)
        {
            double A(int gate) => (wx[(2 * gate) + u] * 1.5) + (wh[(2 * gate) + u] * h[0]);
            cell[u] = (Sigmoid(A(1) + (cf[u] * c[u])) * c[u]) + (Sigmoid(A(0) + (ci[u] * c[u])) * Math.Tanh(A(2)));
            unit[u] = Sigmoid(A(3) + (co[u] * cell[u])) * Math.Tanh(cell[u]);
        }

        double hidden = (hr[0] * unit[0]) + (hr[1] * unit[1]);
        Close.Assert("c", [(0.25 * c[0]) + (0.75 * cell[0]), (0.25 * c[1]) + (0.75 * cell[1])], result.FinalCell["lstm"], 1e-14);
        Close.Assert("h", [(0.25 * h[0]) + (0.75 * hidden)], result.FinalHidden["lstm"], 1e-14);
    }

    [Fact]
    public void Layer_normalised_lstm_follows_ba_et_al()
    {
        var model = new ReferenceModel("Model", new FeaturesInput(1), [new LstmLayer(2) { LayerNorm = true }], [new SequenceOutputHead()]);
        double[] wx = [0.5, -1, 2, 0.1, 0.7, -0.3, 0.9, 0.4], wh = [.. Enumerable.Range(0, 16).Select(k => 0.1 * (k - 5))];
        double[] gainX = [1, 2, 1, 2, 1, 2, 1, 2], gainH = [0.5, 1, 0.5, 1, 0.5, 1, 0.5, 1],
            bias = [.. Enumerable.Range(0, 8).Select(k => 0.05 * k)];
        var parameters = new Dictionary<string, double[]>
        {
            ["lstm.weight_ih_l0"] = wx, ["lstm.weight_hh_l0"] = wh, ["lstm.bias_ih_l0"] = bias, ["lstm.bias_hh_l0"] = new double[8],
            ["lstm.norm_ih_weight_l0"] = gainX, ["lstm.norm_hh_weight_l0"] = gainH,
            ["lstm.norm_c_weight_l0"] = [1.5, 0.5], ["lstm.norm_c_bias_l0"] = [0.1, -0.1],
        };
        double[] h = [0.3, -0.2], c = [0.6, 0.1];
        var data = new ReferenceData
        {
            Batch = 1, Time = 1, Values = [1.5], InitialHidden = new() { ["lstm"] = h }, InitialCell = new() { ["lstm"] = c },
        };
        var result = ReferenceRun.Compute(model, parameters, data);

        static double[] Norm(double[] v)
        {
            double mean = v.Average(), variance = v.Average(e => (e - mean) * (e - mean));
            return [.. v.Select(e => (e - mean) / Math.Sqrt(variance + 1e-5))];
        }

        var nx = Norm([.. wx.Select(w => w * 1.5)]);
        var nh = Norm([.. Enumerable.Range(0, 8).Select(r => (wh[2 * r] * h[0]) + (wh[(2 * r) + 1] * h[1]))]);
        var a = Enumerable.Range(0, 8).Select(r => (nx[r] * gainX[r]) + (nh[r] * gainH[r]) + bias[r]).ToArray();
        var cell = Enumerable.Range(0, 2).Select(u => (Sigmoid(a[2 + u]) * c[u]) + (Sigmoid(a[u]) * Math.Tanh(a[4 + u]))).ToArray();
        var nc = Norm(cell);
        double[] hidden = [Sigmoid(a[6]) * Math.Tanh((nc[0] * 1.5) + 0.1), Sigmoid(a[7]) * Math.Tanh((nc[1] * 0.5) - 0.1)];
        Close.Assert("c", cell, result.FinalCell["lstm"], 1e-14);
        Close.Assert("h", hidden, result.FinalHidden["lstm"], 1e-14);
    }

    [Theory]
    [InlineData(Padding.Valid, 1, new[] { 14.0, 20, 26 })]
    [InlineData(Padding.Same, 1, new[] { 8.0, 14, 20, 26, 14 })]
    [InlineData(Padding.Causal, 1, new[] { 3.0, 8, 14, 20, 26 })]
    [InlineData(Padding.Valid, 2, new[] { 14.0, 26 })]
    [InlineData(Padding.Same, 2, new[] { 8.0, 20, 14 })]
    [InlineData(Padding.Causal, 3, new[] { 3.0, 20 })]
    public void Convolution_correlates_the_padded_sequence(Padding padding, int stride, double[] expected)
    {
        // x = 1 2 3 4 5, kernel = 1 2 3
        var layer = new ConvLayer(1, 3) { Padding = padding, Stride = stride, Bias = false };
        var model = new ReferenceModel("Model", new FeaturesInput(1), [layer], [new SequenceOutputHead()]);
        var data = new ReferenceData { Batch = 1, Time = 5, Values = [1, 2, 3, 4, 5] };
        var result = ReferenceRun.Compute(model, new Dictionary<string, double[]> { ["conv.weight"] = [1, 2, 3] }, data);

        Assert.Equal(expected, result.Sequence);
    }

    [Theory]
    [InlineData(RegressionLoss.MeanSquared, 2.5)]
    [InlineData(RegressionLoss.MeanAbsolute, 1.5)]
    [InlineData(RegressionLoss.Huber, 1.0)]
    [InlineData(RegressionLoss.Quantile, 0.55)]
    public void Regression_losses_follow_their_definitions(RegressionLoss loss, double expected)
    {
        // y = (2, 0), t = (0, 1): differences 2 and -1
        var head = new RegressionHead(2) { LossKind = loss, Delta = 1, Quantile = 0.9f };
        var model = new ReferenceModel("Model", new FeaturesInput(2), [new DropoutLayer(0.5f)], [head with { Bias = false }]);
        var data = new ReferenceData
        {
            Batch = 1, Time = 1, Values = [2, 0], Targets = new() { ["head"] = new() { Values = [0, 1] } },
        };
        var result = ReferenceRun.Compute(model, new Dictionary<string, double[]> { ["head.weight"] = [1, 0, 0, 1] }, data);

        // Huber: (1 * (2 - 0.5) + 0.5) / 2. Quantile 0.9: too high by 2 costs 0.1 * 2, too low by 1 costs 0.9.
        Assert.Equal(expected, result.Loss, 6);
    }

    [Fact]
    public void Cross_entropy_weighs_smooths_and_ignores_as_pytorch()
    {
        var model = new ReferenceModel(
            "Model", new FeaturesInput(2), [new DropoutLayer(0.5f)], [new TaggingHead(2) { LabelSmoothing = 0.25f }]);
        var data = new ReferenceData
        {
            Batch = 1, Time = 3, Values = [1, 0, 0, 2, 5, 5],
            Targets = new() { ["head"] = new() { Classes = [0, 0, -100], ClassWeights = [3, 1] } },
        };
        var parameters = new Dictionary<string, double[]> { ["head.weight"] = [1, 0, 0, 1], ["head.bias"] = [0, 0] };
        var result = ReferenceRun.Compute(model, parameters, data);

        double[] p0 = [-Math.Log(Sigmoid(1)), -Math.Log(Sigmoid(-2))], p1 = [-Math.Log(Sigmoid(-1)), -Math.Log(Sigmoid(2))];
        double sum = Enumerable.Range(0, 2).Sum(t => (0.75 * 3 * p0[t]) + (0.25 / 2 * ((3 * p0[t]) + p1[t])));
        Assert.Equal(sum / 6, result.Loss, 12);
    }
}
