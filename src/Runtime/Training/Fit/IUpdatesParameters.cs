namespace LstmGen.Training;

/// <summary>A model that updates its parameters itself: one on a device, where gradients and moments stay.</summary>
internal interface IUpdatesParameters
{
    /// <summary>The update that a training loop uses with this model.</summary>
    IParameterUpdate CreateUpdate(Optimizer optimizer, FitOptions options, TrainableRange[] trainable);
}
