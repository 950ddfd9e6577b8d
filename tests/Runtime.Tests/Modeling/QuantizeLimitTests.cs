using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>Sums of 8-bit products that 32 bits do not hold.</summary>
public sealed class QuantizeLimitTests
{
    [Theory]
    [InlineData(131_072, true)]
    [InlineData(131_073, false)]
    public void A_product_too_long_for_8_bits_is_refused(int inputs, bool fits)
    {
        ParameterStore parameters = new(new ModelDescription
        {
            Name = "Wide", Features = inputs, Vocabulary = 0, TimeSteps = 0, Causal = true, CausalBody = true, States = [], Heads = [],
            Declaration = "", Table = "",
            Parameters = [new ParameterInfo("head.weight", 0, [1, inputs]) { Quantizes = true }],
        });
        if (fits)
        {
            Assert.Single(parameters.Quantize(WeightPrecision.Int8).Quantized);
            return;
        }

        string message = Assert.Throws<InvalidOperationException>(() => parameters.Quantize(WeightPrecision.Int8)).Message;
        Assert.Equal("head.weight [1, 131073] adds up 131073 products, and 8 bits allow 131072. Use BFloat16.", message);
        Assert.Equal(WeightPrecision.Float32, parameters.Precision);
        Assert.Single(parameters.Quantize(WeightPrecision.BFloat16).Quantized);
    }
}
