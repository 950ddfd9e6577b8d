using LstmGen.CompilerServices;
using LstmGen.Reference.Running;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Changes of a batch that must change nothing, or everything in the same way.</summary>
public class MetamorphicTests(Probes probes) : IClassFixture<Probes>
{
    public static TheoryData<string> Names => Probes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thread_and_two_and_five_give_the_same_bits(string name)
    {
        Probe probe = Probes.Get(name);
        float[] one = Bits(probe, 1);
        Assert.Equal(one, Bits(probe, 2));
        Assert.Equal(one, Bits(probe, 5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stands_past_a_rows_end_is_never_read(string name)
    {
        Probe probe = Ragged(Probes.Get(name));
        ReferenceData spoilt = probe.Data with
        {
            Values = Spoil(probe.Data, probe.Data.Values, double.NaN),
            Ids = Spoil(probe.Data, probe.Data.Ids, -7),
            Targets =
                probe.Data.Targets.ToDictionary(t => t.Key, t => t.Value with { Values = Spoil(probe.Data, t.Value.Values, double.NaN) }),
        };
        Assert.Equal(Bits(probe, 2), Bits(probe with { Data = spoilt }, 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_follow_the_rows_when_they_change_places(string name)
    {
        Probe probe = Probes.Get(name);
        int[] order = [.. Enumerable.Range(0, probe.Data.Batch).OrderBy(row => (row * 7) % 5).ThenByDescending(row => row)];
        var runner = Runner(probe);
        ModelResult straight = runner.Run(probe.Data), moved = runner.Run(Rows.Reorder(probe.Data, order, probe.Declaration));
        foreach (var (head, outputs) in straight.Outputs)
            Assert.Equal(Rows.Reorder(outputs, order), moved.Outputs[head]);
        foreach (var (state, values) in straight.FinalStates)
            Assert.Equal(
                Rows.ReorderStates(values, order, runner.Model.Description.States.Single(s => s.Name == state).Count),
                moved.FinalStates[state]);
        if (straight.InputGradient is not null)
            Assert.Equal(Rows.Reorder(straight.InputGradient, order), moved.InputGradient);
        // Sums over rows have another order now.
        foreach (var (parameter, gradient) in straight.Gradients)
            Assert.Null(Closeness.Difference(parameter, gradient, moved.Gradients[parameter], 1e-6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_run_in_a_used_workspace_gives_the_same_bits(string name)
    {
        Probe probe = Ragged(Probes.Get(name));
        var runner = Runner(probe);
        runner.Run(probe.Data);
        float[] first = runner.GradientBlock.ToArray();
        // A larger and a smaller batch leave their values behind in the buffers.
        runner.Run(Probe.Of(probe.Declaration, 9, 11, seed: 5).Data);
        runner.Run(Probe.Of(probe.Declaration, 1, 1, seed: 6).Data);
        runner.Run(probe.Data);
        Assert.Equal(first, runner.GradientBlock.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_widths_agree(string name)
    {
        Probe probe = Probes.Get(name);
        var expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        foreach (SimdLevel level in Enum.GetValues<SimdLevel>())
        {
            using var _ = new AtSimdLevel(level);
            Assert.Null(Closeness.Difference(expected, Runner(probe).Run(probe.Data)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_add_to_what_is_there(string name)
    {
        Probe probe = Probes.Get(name);
        var runner = Runner(probe);
        runner.Run(probe.Data);
        float[] once = runner.GradientBlock.ToArray();
        var twice = new AlignedBuffer(once.Length);
        once.CopyTo(twice.Span);
        runner.Model.Backward(Again(runner, probe), twice);
        Assert.Null(Closeness.Difference("gradient", [.. once.Select(g => 2.0 * g)], Numbers.ToDouble(twice.Span[..once.Length]), 1e-6));
    }

    // With rows of different lengths.
    private static Probe Ragged(Probe probe) => probe.Data.Lengths is not null ? probe : probe with
    {
        Data = probe.Data with { Lengths = [.. Enumerable.Range(0, probe.Data.Batch).Select(row => 1 + ((row + 1) % probe.Data.Time))] },
    };

    private ModelRunner Runner(Probe probe) => new(probe.Create(probes.Models));

    private static ModelWorkspace Again(ModelRunner runner, Probe probe)
    {
        BatchInput.Begin(runner.Workspace, probe.Data);
        runner.Workspace.FinalStateGradient = BatchInput.FinalGradients(runner.Workspace, probe.Data);
        runner.Model.Forward(runner.Workspace);
        BatchInput.SetTargets(runner.Workspace, probe.Data);
        runner.Model.Loss(runner.Workspace);
        return runner.Workspace;
    }

    private float[] Bits(Probe probe, int threads)
    {
        using var _ = new WithThreads(threads);
        var runner = Runner(probe);
        ModelResult result = runner.Run(probe.Data);
        // Raw outputs past a row's end mean nothing.
        return [
            (float)result.Loss, .. runner.GradientBlock, .. result.FinalStates.Values.SelectMany(Numbers.ToSingle),
            .. result.InitialStateGradients.Values.SelectMany(Numbers.ToSingle), .. Numbers.ToSingle(result.InputGradient ?? []),
            .. runner.Workspace.Heads[0].Info.EveryStep ? [] : Numbers.ToSingle(result.Outputs["head"]),
        ];
    }

    private static T[]? Spoil<T>(ReferenceData data, T[]? values, T bad)
    {
        if (values is null || values.Length % (data.Batch * data.Time) != 0 || values.Length == data.Batch)
            return values;
        var result = (T[])values.Clone();
        int width = values.Length / (data.Batch * data.Time);
        for (int row = 0; row < data.Batch; row++)
            result.AsSpan(((row * data.Time) + data.LengthOf(row)) * width, (data.Time - data.LengthOf(row)) * width).Fill(bad);
        return result;
    }
}
