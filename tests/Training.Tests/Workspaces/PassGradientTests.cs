using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Gradients that no pass has computed are refused by a message, not read from memory that is not theirs.</summary>
public class PassGradientTests
{
    [Fact]
    public void A_gradient_of_the_input_must_have_been_wanted()
    {
        var model = new TinyRegression(1);
        TinyRegression.Workspace workspace = model.CreateWorkspace(training: true);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        var found = new float[18];
        Run(wanted: false);
        Refuses("WantInputGradient", () => workspace.CopyInputGradient(found));
        Run(wanted: true);
        workspace.CopyInputGradient(found);
        Assert.DoesNotContain(0f, found);
        workspace.Begin(3, 2);
        Refuses("WantInputGradient", () => workspace.CopyInputGradient(found));

        void Run(bool wanted)
        {
            workspace.WantInputGradient = wanted;
            workspace.Begin(3, 2);
            workspace.SetFeatures([.. Enumerable.Range(1, 18).Select(i => MathF.Sin(i))]);
            workspace.Heads[0].SetTargets([1f, 2, 3, 4, 5, 6]);
            model.Forward(workspace);
            model.Loss(workspace);
            model.Backward(workspace, gradients);
        }
    }

    [Fact]
    public void A_workspace_for_inference_has_no_gradients()
    {
        var model = new TinyRegression(1);
        TinyRegression.Workspace workspace = model.CreateWorkspace(training: false);
        workspace.Begin(3, 2);
        workspace.SetFeatures(new float[18]);
        model.Forward(workspace);
        Refuses("CreateWorkspace(training: true)", () => workspace.Heads[0].CopyOutputGradients(new float[6]));
        Refuses("CreateWorkspace(training: true)", () => workspace.Heads[0].SetOutputGradients(new float[6]));

        ModelWorkspace reading = new LuongWriter(1).CreateWorkspace(training: false);
        reading.Begin(1, 1);
        Refuses("CreateWorkspace(training: true)", () => reading.CopySourceGradient(new float[8]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Input_that_is_set_again_needs_a_forward_pass_of_its_own(int rows, int steps)
    {
        var model = new TinyRegression(1);
        TinyRegression.Workspace workspace = model.CreateWorkspace(training: true);
        workspace.Begin(rows, steps);
        workspace.SetFeatures(new float[rows * steps * 3]);
        workspace.Heads[0].SetTargets(new float[rows * 2]);
        model.Forward(workspace);
        workspace.SetFeatures(new float[rows * steps * 3]);
        Refuses("Forward", () => model.Loss(workspace));
        Refuses("Forward", () => model.Backward(workspace, new AlignedBuffer(model.Parameters.Count)));
    }

    [Theory]
    [InlineData(3, "Sequence 2 has 3 steps, and firstStep is 3")]
    [InlineData(5, "Sequence 0 has 5 steps, and firstStep is 5")]
    public void A_sequence_of_which_nothing_is_left_is_named(int firstStep, string words)
    {
        ModelWorkspace workspace = new TinyRegression(1).CreateWorkspace(training: false);
        SequenceSet set = SequenceSet.FromFeatures([new float[15], new float[18], new float[9]], 3);
        string message = Assert.Throws<ArgumentException>(() => workspace.Load(set, [0, 1, 2], firstStep)).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        workspace.Load(set, [0, 1], 4);
    }

    private static void Refuses(string words, Action act) =>
        Assert.Contains(words, Assert.Throws<InvalidOperationException>(act).Message, StringComparison.Ordinal);
}
