using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A pass that lacks what it reads says so, and what the batch before left is never taken for it.</summary>
public class PassOrderTests
{
    private readonly TinyRegression _model = new(1);
    private readonly TinyRegression.Workspace _workspace;
    private readonly AlignedBuffer _gradients;

    public PassOrderTests()
    {
        _workspace = _model.CreateWorkspace(training: true);
        _gradients = new(_model.Parameters.Count);
        Begin();
        _workspace.SetFeatures(new float[18]);
        Refuses("call Forward after its input is set, before each Backward", Backward);
        _model.Forward(_workspace);
    }

    [Fact]
    public void Forward_needs_the_input_of_its_batch()
    {
        Begin();
        Refuses("has no input: call SetFeatures after Begin", () => _model.Forward(_workspace));
        _workspace.SetFeatures(new float[18]);
        _model.Forward(_workspace);
    }

    [Fact]
    public void Tokens_are_asked_for_where_the_model_reads_them()
    {
        var model = new TokenModel(1);
        TokenModel.Workspace workspace = model.CreateWorkspace(training: false);
        workspace.Begin(1, 2);
        Refuses("call SetTokens after Begin", () => model.Forward(workspace));
        Assert.ThrowsAny<ArgumentException>(() => workspace.SetTokens([0, int.MaxValue]));
        Refuses("call SetTokens after Begin", () => model.Forward(workspace));
        workspace.SetTokens([0, 1]);
        model.Forward(workspace);
    }

    [Fact]
    public void Loss_needs_the_forward_pass_of_its_input()
    {
        _model.Loss(_workspace);
        _workspace.SetFeatures(new float[18]);
        Refuses("call Forward after its input is set, before Loss", () => _model.Loss(_workspace));
        Begin();
        _workspace.SetFeatures(new float[18]);
        Refuses("call Forward after its input is set, before Loss", () => _model.Loss(_workspace));
    }

    [Fact]
    public void Backward_needs_a_forward_pass_each_time()
    {
        _model.Loss(_workspace);
        Backward();
        float[] once = _gradients.Span.ToArray();
        Refuses("before each Backward, which overwrites them", Backward);
        Assert.Equal(once, _gradients.Span.ToArray());
        _model.Forward(_workspace);
        _model.Loss(_workspace);
        Backward();
    }

    private void Begin()
    {
        _workspace.Begin(3, 2);
        _workspace.Heads[0].SetTargets(new float[6]);
    }

    private void Backward() => _model.Backward(_workspace, _gradients);

    private static void Refuses(string words, Action act) =>
        Assert.Contains(words, Assert.Throws<InvalidOperationException>(act).Message, StringComparison.Ordinal);
}
