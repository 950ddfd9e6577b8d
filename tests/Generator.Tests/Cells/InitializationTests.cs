namespace LstmGen.Generator.Tests.Cells;

/// <summary>What the parameters of recurrent layers start at.</summary>
public class InitializationTests
{
    private static IRecurrentModel Create(CompiledModels models) => models.Create("Initial.M", 3);

    private static CompiledModels Compile(string layer, string options = "") =>
        ModelCompiler.Compile(
            $"using LstmGen;\nnamespace Initial;\n[RecurrentModel{options}, Features(3), {layer}, Regression(1)]\npublic partial class M;");

    [Fact]
    public void The_forget_gates_bias_starts_at_the_given_value()
    {
        using CompiledModels models = Compile("Lstm(4, ForgetBias = 1.5f)");
        ParameterStore parameters = Create(models).Parameters;
        float[] sum = [.. parameters.Read("lstm.bias_ih_l0").ToArray().Zip(parameters.Read("lstm.bias_hh_l0").ToArray(), (a, b) => a + b)];
        Assert.All(sum[4..8], bias => Assert.Equal(1.5f, bias));
        Assert.All(sum[..4], bias => Assert.InRange(bias, -1f, 1f));
    }

    [Theory]
    [InlineData("Gru(6)", "gru", 18)]
    [InlineData("Rnn(6)", "rnn", 6)]
    [InlineData("Lstm(6)", "lstm", 24)]
    public void Under_Keras_rules_recurrent_weights_are_orthogonal_and_biases_zero(string layer, string prefix, int rows)
    {
        using CompiledModels models = Compile(layer, "(Initialization = Initialization.Keras)");
        ParameterStore parameters = Create(models).Parameters;
        float[] w = parameters.Read($"{prefix}.weight_hh_l0").ToArray();
        for (int a = 0; a < 6; a++)
        {
            for (int b = 0; b < 6; b++)
                Assert.Equal(a == b ? 1 : 0, Enumerable.Range(0, rows).Sum(row => (double)w[row * 6 + a] * w[row * 6 + b]), 5);
        }

        float[] bias = parameters.Read($"{prefix}.bias_ih_l0").ToArray();
        Assert.All(bias.Where((_, i) => prefix != "lstm" || i / 6 != 1), value => Assert.Equal(0f, value));
        Assert.All(parameters.Read($"{prefix}.bias_hh_l0").ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Gains_start_at_one_and_the_cells_shift_at_zero()
    {
        using CompiledModels models = Compile("Lstm(5, LayerNorm = true)");
        ParameterStore parameters = Create(models).Parameters;
        foreach (string gain in new[] { "norm_ih_weight_l0", "norm_hh_weight_l0", "norm_c_weight_l0" })
            Assert.All(parameters.Read("lstm." + gain).ToArray(), value => Assert.Equal(1f, value));
        Assert.All(parameters.Read("lstm.norm_c_bias_l0").ToArray(), value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData("Lstm(4, Projection = 4)", "LSTMG011")]
    [InlineData("Lstm(4, CellClip = -1f)", "LSTMG011")]
    [InlineData("Lstm(4, ForgetBias = 1f, CoupledGates = true)", "LSTMG011")]
    [InlineData("Gru(4, Zoneout = 1f)", "LSTMG007")]
    [InlineData("Rnn(0)", "LSTMG006")]
    public void A_wrong_option_is_reported(string layer, string id)
    {
        ModelCompiler.CompileGood(
            [$"using LstmGen;\nnamespace Initial;\n[RecurrentModel, Features(3), {layer}, Regression(1)]\npublic partial class M;"],
            out string?[] errors).Dispose();
        Assert.StartsWith(id, errors[0], StringComparison.Ordinal);
    }
}
