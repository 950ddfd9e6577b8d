using LstmGen.Reference.Golden;
using LstmGen.Reference.Optimizers;

namespace LstmGen.Reference.Tests;

/// <summary>The reference computes PyTorch's numbers: both work in double, so they agree to rounding.</summary>
public class GoldenTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Cases => SharedFolder.Golden is { } folder ? [.. GoldenCase.Names(folder)] : [];

    public static TheoryData<string, string> Traces
    {
        get
        {
            var traces = new TheoryData<string, string>();
            foreach (string name in SharedFolder.Golden is { } folder ? GoldenCase.Names(folder) : [])
                foreach (string optimizer in GoldenCase.Read(SharedFolder.Golden!, name).Optimizers)
                    traces.Add(name, optimizer);
            return traces;
        }
    }

    [GoldenTheory]
    [MemberData(nameof(Cases))]
    public void Outputs_states_and_loss_are_pytorchs(string name)
    {
        var golden = GoldenCase.Read(SharedFolder.Golden!, name);
        var result = ReferenceRun.Compute(golden.Model, golden.Parameters, golden.Data);

        string layer = golden.Model.Prefixes[0];
        Close.Assert("loss", [golden.Loss], [result.Loss], Tolerance);
        Close.Assert("output", golden.Tensor("expect.output"), result.Sequence, Tolerance);
        Close.Assert("h_n", golden.Tensor("expect.h_n"), result.FinalHidden[layer], Tolerance);
        if (golden.Tensor("expect.c_n") is { } cell)
            Close.Assert("c_n", cell, result.FinalCell[layer], Tolerance);
        if (golden.Tensor("expect.attention") is { } attention)
            Close.Assert("attention", attention, result.Attention["head"], Tolerance);
        if (golden.Tensor("expect.head_out") is { } head)
            Close.Assert("head_out", head, WithBiasAtPaddedSteps(golden, result), Tolerance);
    }

    [GoldenTheory]
    [MemberData(nameof(Cases))]
    public void All_gradients_are_pytorchs(string name)
    {
        var golden = GoldenCase.Read(SharedFolder.Golden!, name);
        var result = ReferenceRun.Compute(golden.Model, golden.Parameters, golden.Data);

        string layer = golden.Model.Prefixes[0];
        Assert.Equal(golden.Gradients.Keys.Order(), result.Gradients.Keys.Order());
        foreach (var (parameter, gradient) in golden.Gradients)
            Close.Assert(parameter, gradient, result.Gradients[parameter], Tolerance);
        if (golden.Tensor("grad.input.x") is { } x)
            Close.Assert("x", x, result.InputGradient, Tolerance);
        if (golden.Tensor("grad.input.h0") is { } h0)
            Close.Assert("h0", h0, result.InitialHiddenGradients[layer], Tolerance);
        if (golden.Tensor("grad.input.c0") is { } c0)
            Close.Assert("c0", c0, result.InitialCellGradients[layer], Tolerance);
    }

    [GoldenTheory]
    [MemberData(nameof(Traces))]
    public void Ten_optimizer_steps_are_pytorchs(string name, string optimizer)
    {
        var golden = GoldenCase.Read(SharedFolder.Golden!, name);
        var trace = OptimizerTrace.Run(golden.Model, golden.Parameters, golden.Data, OptimizerTrace.Golden[optimizer]());

        Close.Assert("losses", golden.OptimizerLosses(optimizer), trace.Losses, Tolerance);
        Close.Assert("norms", golden.OptimizerNorms(optimizer), trace.Norms, Tolerance);
        foreach (var (parameter, value) in golden.After10(optimizer))
            Close.Assert(parameter, value, trace.Parameters[parameter], Tolerance);
    }

    [GoldenTheory]
    [MemberData(nameof(Cases))]
    public void Rounding_every_operation_to_float_errs_about_as_much_as_pytorchs_float(string name)
    {
        var golden = GoldenCase.Read(SharedFolder.Golden!, name);
        var result = ReferenceRun.Compute(golden.Model, golden.Parameters, golden.Data, single: true);

        var expected = golden.Tensor("expect.output")!;
        double error = expected.Zip(result.Sequence, (e, a) => Math.Abs(e - a)).Max();
        Assert.InRange(error, 1e-9, (4 * golden.SingleError("expect.output")) + 1e-7);
    }

    // PyTorch's cases apply a per-step head to padded steps as well, where the output is zero.
    private static double[] WithBiasAtPaddedSteps(GoldenCase golden, ReferenceResult result)
    {
        var head = golden.Model.Heads[0];
        var output = (double[])result.Outputs["head"].Clone();
        int width = head.OutputWidth(golden.Model);
        if (!head.EveryStep || !golden.Parameters.TryGetValue("head.bias", out var bias))
            return output;
        for (int row = 0; row < golden.Data.Batch; row++)
            for (int t = golden.Data.LengthOf(row); t < golden.Data.Time; t++)
                bias.CopyTo(output, ((row * golden.Data.Time) + t) * width);
        return output;
    }
}
