using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Parameters of some names have a rate and a weight decay of their own.</summary>
public class ParameterRuleTests
{
    private static readonly Dictionary<string, Func<double, double, Optimizer>> Optimizers = new()
    {
        ["Sgd"] = (rate, decay) => new Sgd(rate, weightDecay: decay),
        ["Momentum"] = (rate, decay) => new Sgd(rate, 0.9, 0.1, weightDecay: decay),
        ["Adam"] = (rate, decay) => new Adam(rate, weightDecay: decay),
        ["AdamW"] = (rate, decay) => new AdamW(rate, weightDecay: decay),
        ["NAdam"] = (rate, decay) => new NAdam(rate, weightDecay: decay),
        ["RmsProp"] = (rate, decay) => new RmsProp(rate, momentum: 0.5, centered: true, weightDecay: decay),
        ["Adagrad"] = (rate, decay) => new Adagrad(rate, 0.1, weightDecay: decay),
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_for_all_is_another_optimizer(string name)
    {
        TinyRegression expected = Train(Optimizers[name](0.005, 0.25), []);
        Weights.AssertSameBits(expected, Train(Optimizers[name](0.01, 0.03), [new("*") { RateFactor = 0.5, WeightDecay = 0.25 }]));
        Weights.AssertSameBits(
            Train(Optimizers[name](0.005, 0.03), []), Train(Optimizers[name](0.01, 0.03), [new("*") { RateFactor = 0.5 }]));
        Weights.AssertSameBits(Train(Optimizers[name](0.01, 0.03), []), Train(Optimizers[name](0.01, 0.03), [new("*")]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_parameter_is_trained_by_the_first_rule_that_fits_it(string name)
    {
        // In the first update gradients do not depend on the rates, so each parameter is that of a training with its rate for all.
        ParameterRule[] rules = [new("head.bias") { RateFactor = 0 }, new("*_hh_*") { RateFactor = 0.5, WeightDecay = 0.25 },
            new("head.*") { WeightDecay = 0 }];
        TinyRegression mixed = Train(Optimizers[name](0.01, 0.03), rules, epochs: 1),
            plain = Train(Optimizers[name](0.01, 0.03), [], epochs: 1);
        Compare("head.bias", new TinyRegression(1));
        Compare("lstm.weight_hh_l0", Train(Optimizers[name](0.005, 0.25), [], epochs: 1));
        Compare("lstm.bias_hh_l0", Train(Optimizers[name](0.005, 0.25), [], epochs: 1));
        Compare("head.weight", Train(Optimizers[name](0.01, 0), [], epochs: 1));
        Compare("lstm.weight_ih_l0", plain);

        void Compare(string parameter, TinyRegression expected)
        {
            ParameterInfo info = TinyRegression.Description.Parameter(parameter);
            Weights.AssertSameBits(
                Weights.Copy(expected).AsSpan(info.Offset, info.Length).ToArray(),
                Weights.Copy(mixed).AsSpan(info.Offset, info.Length).ToArray());
        }
    }

    [Fact]
    public void An_own_weight_decay_also_acts_on_vectors_that_have_none()
    {
        FitOptions options = new() { Optimizer = new AdamW(0.01, weightDecay: 0.5), DecayVectors = false };
        TrainableRange[] ranges =
            Trainable.Ranges(
                TinyRegression.Description, options with { ParameterRules = [new("*.bias_ih_l0") { WeightDecay = 0.5 }] },
                options.Optimizer);
        ParameterInfo bias = TinyRegression.Description.Parameter("lstm.bias_ih_l0");
        Assert.Equal(0.5, ranges.Single(range => range.Begin == bias.Offset).DecayOf(0.25));
        Assert.Equal(0, ranges.Single(range => range.Begin == bias.Offset + bias.Length).DecayOf(0.25));
    }

    [Fact]
    public void Frozen_parameters_stay_as_they_are()
    {
        var model = new TinyRegression(1);
        model.Fit(Sets.Regression(8), new FitOptions
        {
            Frozen = ["head.weight"], ParameterRules = [new("head.*") { RateFactor = 3, WeightDecay = 1 }]
        });
        ParameterInfo info = TinyRegression.Description.Parameter("head.weight");
        Weights.AssertSameBits(
            Weights.Copy(new TinyRegression(1)).AsSpan(info.Offset, info.Length).ToArray(),
            Weights.Copy(model).AsSpan(info.Offset, info.Length).ToArray());
    }

    [Fact]
    public void Rates_by_layer_fall_from_the_head_on()
    {
        IReadOnlyList<ParameterRule> rules = ParameterRule.ByLayer(DropoutClassifier.Description, 0.5);
        Assert.Equal(DropoutClassifier.Description.Parameters.Length, rules.Count);
        Assert.Equal(0.125, Of("embedding.weight"));
        Assert.Equal(0.25, Of("lstm.weight_hh_l0"));
        Assert.Equal(0.25, Of("lstm.bias_ih_l0_reverse"));
        Assert.Equal(0.5, Of("lstm.weight_ih_l1_reverse"));
        Assert.Equal(1, Of("head.bias"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterRule.ByLayer(DropoutClassifier.Description, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterRule.ByLayer(DropoutClassifier.Description, 1.5));

        double Of(string name) => rules.Single(rule => rule.Name == name).RateFactor;
    }

    [Theory]
    [InlineData("lstm.*", "lstm.weight_ih_l0", true)]
    [InlineData("*", "head.bias", true)]
    [InlineData("*.bias*", "lstm.bias_hh_l0", true)]
    [InlineData("*.bias", "lstm.bias_hh_l0", false)]
    [InlineData("lstm*lstm", "lstm", false)]
    [InlineData("a*b*c", "aXbYc", true)]
    [InlineData("a*b*c", "aXcYb", false)]
    [InlineData("head", "head.bias", false)]
    public void A_star_stands_for_any_text(string rule, string parameter, bool matches) =>
        Assert.Equal(matches, new ParameterRule(rule).Matches(parameter));

    [Fact]
    public void Wrong_rules_are_named()
    {
        Check("'haed.*', which no parameter of TinyRegression is called. They are 'lstm.weight_ih_l0'", new FitOptions
        {
            ParameterRules = [new("haed.*")]
        });
        Check("RateFactor -1 for '*'", new FitOptions { ParameterRules = [new("*") { RateFactor = -1 }] });
        Check("RateFactor NaN", new FitOptions { ParameterRules = [new("*") { RateFactor = double.NaN }] });
        Check("WeightDecay -0.1", new FitOptions { ParameterRules = [new("*") { WeightDecay = -0.1 }] });
        Check("without a name", new FitOptions { ParameterRules = [new("")] });
        Check("null at place 0", new FitOptions { ParameterRules = [null!] });
        Assert.Contains(
            "has RateFactor",
            Assert.Throws<ArgumentException>(() => new Sgd(1).Step(new float[2], new float[2], [new(0, 2) { RateFactor = -1 }])).Message,
            StringComparison.Ordinal);

        static void Check(string words, FitOptions options) =>
            Assert.Contains(
                words, Assert.ThrowsAny<ArgumentException>(() => new TinyRegression(1).Fit(Sets.Regression(4), options)).Message,
                StringComparison.Ordinal);
    }

    private static TinyRegression Train(Optimizer optimizer, ParameterRule[] rules, int epochs = 3)
    {
        var model = new TinyRegression(1);
        model.Fit(Sets.Regression(8), new FitOptions { Epochs = epochs, BatchSize = 8, Optimizer = optimizer, ParameterRules = rules });
        return model;
    }
}
