using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>What the workspaces of all emitted models have alike; the generator derives one class for each model.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TPacked">Its parameters as the kernels read them.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class EmittedWorkspace<TModel, TPacked> : ModelWorkspace
    where TModel : class
    where TPacked : PackedParameters
{
    private TPacked _packed = null!; // set before the first pass

    /// <summary>A workspace for <paramref name="model"/>, for training or for inference only.</summary>
    protected EmittedWorkspace(TModel model, ParameterStore parameters, bool training)
        : base(parameters.Description, training)
    {
        Model = model;
        Parameters = parameters;
    }

    /// <summary>The model.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TModel Model { get; }

    /// <summary>Its parameters.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterStore Parameters { get; }

    /// <summary>The packed copy that passes read.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TPacked Packed
    {
        get => _packed;
        set
        {
            if (value == _packed)
                return;
            _packed = value;
            for (int layer = 0; layer < _layers.Length; layer++)
                _layers[layer].Use(value.Parts[layer]);
        }
    }

    /// <summary>The products of a stream's step of one row, with the packed copy of the last step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PreparedRowProduct[] Rows { get; set; } = [];

    /// <summary>Brings the packed copy up to date: the workspace's own in training, else the one that the model's threads share.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void UseWeights(PackedCache<TPacked> shared, ParameterStore parameters)
    {
        if (Training)
            Packed.Update(parameters, WantInputGradient);
        else
            Packed = shared.Current(parameters);
    }

    /// <summary>Runs the backward pass, and adds the gradients of all parameters to <paramref name="gradients"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The workspace holds no batch or was made for inference, the model is quantized, or the gradient of the input was not wanted before.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="gradients"/> is too short.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RunBackward(AlignedBuffer gradients, ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        RequireBatch(training: true);
        if (gradients.Length < parameters.Count)
            throw new ArgumentException($"gradients has {gradients.Length} values; {parameters.Count} are needed.", nameof(gradients));
        Packed.RequireFloat();
        Packed.CheckInputGradient(WantInputGradient);
        Gradients = gradients;
        RunBackward(ModelPhases.Backward, ModelPhases.Gradients);
        Gradients = null;
    }
}
