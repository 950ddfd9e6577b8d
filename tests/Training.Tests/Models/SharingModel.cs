namespace LstmGen.Training.Tests;

/// <summary>
/// A model whose work threads share however small it is, and that notes into how many parts the weights' gradients were cut.
/// </summary>
internal sealed class SharingModel(IRecurrentModel model) : IRecurrentModel
{
    private readonly List<(int Rows, int Gradient)> _parts = [];

    public ParameterStore Parameters => model.Parameters;

    /// <summary>Parts of the rows and of the weights' gradients in each backward pass.</summary>
    public IReadOnlyList<(int Rows, int Gradient)> Parts => _parts;

    public ModelWorkspace CreateWorkspace(bool training)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training);
        workspace.MinSharedWork = 0;
        return workspace;
    }

    public void Forward(ModelWorkspace workspace) => model.Forward(workspace);

    public double Loss(ModelWorkspace workspace) => model.Loss(workspace);

    public void Backward(ModelWorkspace workspace, AlignedBuffer gradients)
    {
        _parts.Add((workspace.RowParts, workspace.GradientParts));
        model.Backward(workspace, gradients);
    }

    public void ToPredictionInPlace(ModelWorkspace workspace, int head, Span<float> outputs) =>
        model.ToPredictionInPlace(workspace, head, outputs);

    public void Decode(ModelWorkspace workspace, int head, Span<int> tags) => model.Decode(workspace, head, tags);
}
