using System.Reflection;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Threads add to the gradients at the same time: what one part writes, no other may.</summary>
public class GradientShareTests(Probes probes) : IClassFixture<Probes>
{
    private const int PhaseGradients = 3;

    public static TheoryData<string> Names => Probes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void No_value_is_written_by_two_parts(string name)
    {
        Probe probe = Probes.Get(name);
        foreach (int parts in new[] { 2, 3, 5 })
        {
            using var _ = new WithThreads(parts);
            var runner = new ModelRunner(probe.Create(probes.Models));
            runner.Run(probe.Data);
            Assert.Equal(parts, runner.Workspace.GradientParts);
            var writers = new int[runner.GradientBlock.Length];
            for (int part = 0; part < parts; part++)
            {
                float[] written = Part(runner.Workspace, part, writers.Length);
                for (int i = 0; i < writers.Length; i++)
                    writers[i] += written[i] == 0 ? 0 : 1;
            }

            Assert.DoesNotContain(writers, count => count > 1);
            Assert.Contains(1, writers);
        }
    }

    // The gradients of the last pass once more, of one part alone.
    private static float[] Part(ModelWorkspace workspace, int part, int count)
    {
        var block = new AlignedBuffer(count);
        PropertyInfo gradients = workspace.GetType().GetProperty("Gradients", BindingFlags.Instance | BindingFlags.NonPublic)!;
        gradients.SetValue(workspace, block);
        workspace.Run(PhaseGradients, part);
        gradients.SetValue(workspace, null);
        return block.Span.ToArray();
    }
}
