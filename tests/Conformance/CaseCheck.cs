using LstmGen.Reference.Golden;
using LstmGen.Reference.Models;
using LstmGen.Training;

namespace LstmGen.Conformance;

/// <summary>Compares everything that a case expects with what the emitted model computes.</summary>
internal sealed class CaseCheck(Plan plan, IRecurrentModel model, IRecurrentModel sequence)
{
    private readonly List<Comparison> _found = [];
    private readonly HashSet<string> _compared = [];
    private readonly GoldenCase _golden = plan.Golden;

    public List<Comparison> Run()
    {
        var runner = new ModelRunner(model, plan.External);
        runner.Load(_golden.Parameters);
        ModelResult result = runner.Run(_golden.Data);
        Add("expect.loss", [_golden.Loss], [result.Loss], LossScale());
        Outputs(runner, result);
        Gradients(result);
        foreach (string optimizer in _golden.Optimizers)
            _found.AddRange(OptimizerCheck.Run(_golden, runner, optimizer, LossScale()));
        foreach (string tensor in _golden.Expected.Where(tensor => !_compared.Contains(tensor)))
            _found.Add(new($"{tensor} (nothing to compare it with)", double.PositiveInfinity, 0));
        return _found;
    }

    private void Outputs(ModelRunner runner, ModelResult result)
    {
        var bare = new ModelRunner(sequence);
        bare.Load(_golden.Parameters);
        BatchInput.Begin(bare.Workspace, _golden.Data);
        sequence.Forward(bare.Workspace);
        var output = new float[bare.Workspace.Heads[0].Rows * bare.Workspace.Heads[0].Info.Outputs];
        bare.Workspace.Heads[0].CopyOutputs(output);
        Check("expect.output", Numbers.ToDouble(output));

        string prefix = _golden.Model.Prefixes[0];
        Check("expect.h_n", result.FinalStates.GetValueOrDefault($"{prefix}.h"));
        Check("expect.c_n", result.FinalStates.GetValueOrDefault($"{prefix}.c"));
        HeadWorkspace head = runner.Workspace.Heads[0];
        double[] outputs = ExternalLoss.WithBias(model, head, _golden.Data, result.Outputs["head"]);
        Check("expect.head_out", plan.LastStepOnly ? LastSteps(outputs) : outputs);
        Check("expect.attention", result.Attention.GetValueOrDefault("head"));
    }

    private void Gradients(ModelResult result)
    {
        foreach (var (name, gradient) in _golden.Gradients)
            Add("grad." + GoldenNames.FromModel(_golden.Model, name), gradient, result.Gradients.GetValueOrDefault(name));
        string prefix = _golden.Model.Prefixes[0];
        if (_golden.Model.Input is FeaturesInput)
            Check("grad.input.x", result.InputGradient);
        Check("grad.input.h0", result.InitialStateGradients.GetValueOrDefault($"{prefix}.h"));
        Check("grad.input.c0", result.InitialStateGradients.GetValueOrDefault($"{prefix}.c"));
    }

    private void Check(string tensor, double[]? actual)
    {
        if (_golden.Tensor(tensor) is { } expected)
            Add(tensor, expected, actual);
    }

    private void Add(string tensor, double[] expected, double[]? actual, double? scale = null)
    {
        _compared.Add(tensor);
        _found.Add(
            Comparison.Of(tensor, expected, actual, Math.Max(_golden.SingleError(tensor), _golden.SingleError(Twin(tensor))), scale));
    }

    // The two bias vectors of a cell have one gradient (but for the GRU's new gate), which PyTorch's float run adds up in two
    // orders: two draws of the rounding error of one number, of which the smaller may be small by chance.
    private static string Twin(string tensor) => tensor.StartsWith("grad.rnn.bias_ih", StringComparison.Ordinal)
        ? tensor.Replace("bias_ih", "bias_hh", StringComparison.Ordinal)
        : tensor.Replace("bias_hh", "bias_ih", StringComparison.Ordinal);

    // A sum of products of outputs, which are compared themselves, is made by the test and not by the model. Where its terms
    // cancel their rounding stays, so it is measured by what is added up.
    private double? LossScale()
    {
        double[]? weights = _golden.Tensor("input.w_output");
        return weights is null
            ? null
            : Terms(weights, "expect.output") + Terms(_golden.Tensor("input.w_h_n"), "expect.h_n")
                + Terms(_golden.Tensor("input.w_c_n"), "expect.c_n");
    }

    private double Terms(double[]? weights, string tensor) =>
        weights is null ? 0 : weights.Zip(_golden.Tensor(tensor)!, (weight, value) => Math.Abs(weight * value)).Sum();

    private double[] LastSteps(double[] outputs)
    {
        int batch = _golden.Data.Batch, time = _golden.Data.Time, width = outputs.Length / (batch * time);
        return [.. Enumerable.Range(0, batch).SelectMany(row => outputs.AsSpan(((row * time) + time - 1) * width, width).ToArray())];
    }
}
