namespace LstmGen.Generator.Tests.Numeric;

/// <summary>The weights that only the gradient of the input needs are packed where it is wanted, and not before.</summary>
public class InputGradientTests(Probes probes) : IClassFixture<Probes>
{
    public static TheoryData<string> Names => Probes.NamesOfFeatures;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_can_be_wanted_later_without_a_change_of_weights(string name)
    {
        Probe probe = Probes.Get(name);
        double[] want = new ModelRunner(probe.Create(probes.Models)).Run(probe.Data).InputGradient!;
        var runner = new ModelRunner(probe.Create(probes.Models));
        for (int round = 0; round < 2; round++)
        {
            runner.Workspace.WantInputGradient = false;
            runner.Step(probe.Data);
            runner.Workspace.WantInputGradient = true;
            Assert.Equal(want, runner.Run(probe.Data).InputGradient!);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wanting_it_after_the_forward_pass_is_an_error_that_says_so(bool wantedBefore)
    {
        Probe probe = Probes.Get("Plain");
        var runner = new ModelRunner(probe.Create(probes.Models));
        if (wantedBefore)
            runner.Step(probe.Data);
        runner.Model.Parameters.Update(static _ => { }); // other weights: what was packed before is out of date
        runner.Workspace.WantInputGradient = false;
        runner.Step(probe.Data);
        runner.Workspace.WantInputGradient = true;
        Assert.Contains(
            "set it before Begin",
            Assert.Throws<InvalidOperationException>(
                () => runner.Model.Backward(runner.Workspace, new(runner.Model.Parameters.Count))).Message,
            StringComparison.Ordinal);
    }
}
