using System.Runtime.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Random;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Heads;

/// <summary>Sequences that are handed out as they lie, and those that are copied.</summary>
public class SequenceOutputTests
{
    private static readonly SequenceOutputHead Plain = new(), Dropped = new() { Dropout = 0.3f };

    public static TheoryData<string> Bodies => new("one direction", "whole panels", "padded panels", "dropout", "dense", "two heads");

    private static HeadCase Case(string body) => body switch
    {
        "one direction" => HeadCase.Above(new GruLayer(6), Plain),
        "whole panels" => HeadCase.Above(new LstmLayer(8) { Bidirectional = true }, Plain),
        "padded panels" => HeadCase.Above(new LstmLayer(5) { Bidirectional = true }, Plain),
        "dropout" => HeadCase.Above(new GruLayer(6), Dropped),
        "dense" => HeadCase.Above(new DenseLayer(6) { Activation = Activation.Tanh }, Plain),
        _ => HeadCase.Above(new GruLayer(6), Plain with { Name = "a" }, Plain with { Name = "b", LossWeight = 2f }),
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Batches_of_changing_sizes_give_the_formulas_values(string body)
    {
        using HeadCase made = Case(body);
        foreach ((int batch, int time) in new[] { (2, 3), (5, 9), (3, 4) })
        {
            int[] lengths = [.. Enumerable.Range(0, batch).Select(row => time - (row % 2))];
            made.Data = RandomData.Batch(made.Declared, batch + time, batch, time, lengths);
            Assert.Null(Closeness.Difference(made.Expected(), made.Runner.Run(made.Data)));
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void The_backward_pass_leaves_the_outputs_gradients(string body)
    {
        using HeadCase made = Case(body);
        made.Runner.Run(made.Data);
        float[] afterBackward = OutputGradients(made.Head);
        made.Model.Forward(made.Runner.Workspace);
        made.Model.Loss(made.Runner.Workspace);
        Assert.Equal(OutputGradients(made.Head), afterBackward);
        Assert.Contains(afterBackward, value => value != 0);
    }

    [Theory]
    [InlineData("one direction", true)]
    [InlineData("two heads", true)]
    [InlineData("dropout", false)]
    public void Outputs_are_the_layers_own_memory_where_nothing_changes_them(string body, bool same)
    {
        using HeadCase made = Case(body);
        made.Runner.Run(made.Data);
        ModelWorkspace workspace = made.Runner.Workspace;
        ref float afterFirstStep = ref workspace.RecurrentLayers[0].Hidden.Span[workspace.Batch * 8];
        Assert.Equal(same, Unsafe.AreSame(ref afterFirstStep, ref made.Head.Outputs.Span[0]));
    }

    private static float[] OutputGradients(HeadWorkspace head)
    {
        var values = new float[head.Rows * head.Info.Outputs];
        head.CopyOutputGradients(values);
        return values;
    }
}
