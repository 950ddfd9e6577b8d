using System.Collections.Immutable;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// States are those of the model and of as many rows as the batch. Those of other models and FinalStateGradient of other rows were taken.
/// </summary>
public class ForeignStateTests
{
    [Fact]
    public void A_state_of_another_model_is_refused()
    {
        TinyRegression.Workspace workspace = new TinyRegression(1).CreateWorkspace(training: true);
        foreach (ModelState other in new ModelState[] { new(StepRegression.Description.States, 2), new(CurveReader.Description.States, 2),
            new(WordReader.Description.States, 2) })
        {
            Refuses(nameof(workspace.InitialState), () => workspace.InitialState = other);
            Refuses(nameof(workspace.FinalStateGradient), () => workspace.FinalStateGradient = other);
            Refuses(nameof(workspace.InitialStateGradient), () => workspace.InitialStateGradient = other);
        }

        ImmutableArray<StateInfo> swapped = [.. TinyRegression.Description.States.Reverse()];
        Refuses("lstm.h [1, B, 6] and lstm.c [1, B, 6]", () => workspace.InitialState = new ModelState(swapped, 2));
        Assert.Null(workspace.InitialState);
        workspace.InitialState = new ModelState(TinyRegression.Description.States, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_state_of_other_rows_is_refused(int rows)
    {
        var model = new TinyRegression(1);
        TinyRegression.Workspace workspace = model.CreateWorkspace(training: true);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        workspace.Begin(3, 2);
        workspace.SetFeatures(new float[18]);
        workspace.Heads[0].SetTargets(new float[6]);
        workspace.InitialState = new ModelState(TinyRegression.Description.States, rows);
        Refuses("InitialState has", () => model.Forward(workspace));
        workspace.InitialState = null;
        model.Forward(workspace);
        model.Loss(workspace);
        workspace.FinalStateGradient = new ModelState(TinyRegression.Description.States, rows);
        Refuses("FinalStateGradient has", () => model.Backward(workspace, gradients));
        workspace.FinalStateGradient = new ModelState(TinyRegression.Description.States, 3);
        workspace.InitialStateGradient = new ModelState(TinyRegression.Description.States, rows);
        Refuses("InitialStateGradient has", () => model.Backward(workspace, gradients));
        Assert.All(gradients.Span.ToArray(), value => Assert.Equal(0f, value));
        workspace.InitialStateGradient = null;
        model.Backward(workspace, gradients); // a pass that was refused has changed nothing
        float[] once = gradients.Span.ToArray();
        gradients.Clear();
        model.Forward(workspace);
        model.Backward(workspace, gradients);
        Assert.Equal(gradients.Span.ToArray(), once);
        Refuses("destination has", () => workspace.CopyFinalState(new ModelState(TinyRegression.Description.States, rows)));
    }

    [Fact]
    public void A_final_state_needs_a_pass_and_a_destination_that_fits()
    {
        var model = new TinyRegression(1);
        TinyRegression.Workspace workspace = model.CreateWorkspace(training: false);
        var state = new ModelState(TinyRegression.Description.States, 2);
        Run();
        workspace.CopyFinalState(state);
        Assert.DoesNotContain(0f, state.Values.ToArray());
        Refuses("destination is a state of", () => workspace.CopyFinalState(new ModelState(CurveReader.Description.States, 2)));
        workspace.Begin(2, 3);
        Assert.Contains("Forward", Assert.Throws<InvalidOperationException>(() => workspace.CopyFinalState(state)).Message,
            StringComparison.Ordinal);

        void Run()
        {
            workspace.Begin(2, 3);
            workspace.SetFeatures([.. Enumerable.Range(1, 18).Select(i => MathF.Sin(i))]);
            model.Forward(workspace);
        }
    }

    private static void Refuses(string words, Action act) =>
        Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
