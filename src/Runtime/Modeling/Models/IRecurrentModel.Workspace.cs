using LstmGen.Training;

namespace LstmGen;

/// <summary>The same with the model's own workspace.</summary>
/// <typeparam name="TWorkspace">The workspace class of the model.</typeparam>
public interface IRecurrentModel<TWorkspace> : IRecurrentModel
    where TWorkspace : ModelWorkspace
{
    /// <inheritdoc cref="IRecurrentModel.CreateWorkspace"/>
    new TWorkspace CreateWorkspace(bool training);

    /// <inheritdoc cref="IRecurrentModel.Forward"/>
    void Forward(TWorkspace ws);

    /// <inheritdoc cref="IRecurrentModel.Loss"/>
    double Loss(TWorkspace ws);

    /// <inheritdoc cref="IRecurrentModel.Backward"/>
    void Backward(TWorkspace ws, AlignedBuffer gradients);

    ModelWorkspace IRecurrentModel.CreateWorkspace(bool training) => CreateWorkspace(training);

    void IRecurrentModel.Forward(ModelWorkspace workspace) => Forward((TWorkspace)workspace);

    double IRecurrentModel.Loss(ModelWorkspace workspace) => Loss((TWorkspace)workspace);

    void IRecurrentModel.Backward(ModelWorkspace workspace, AlignedBuffer gradients) => Backward((TWorkspace)workspace, gradients);
}
