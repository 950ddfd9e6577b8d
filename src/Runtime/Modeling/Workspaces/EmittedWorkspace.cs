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
    private TPacked? _rowsOf; // of which Rows are
    private bool _readsInPlace; // whether those are read where they lie
    private PreparedRowProduct? _copying; // the last of Rows, if it can hand its row out itself

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
    public PreparedRowProduct[] Rows { get; private set; } = [];

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal override bool HasParts => SourceAttentionCount == 0;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected override void UseWeights(ModelWorkspace other) => Packed = ((EmittedWorkspace<TModel, TPacked>)other).Packed;

    /// <inheritdoc/>
    internal override void UpdateWeights()
    {
        using BatchWork _ = BeginWork();
        Packed.Update(Parameters, WantInputGradient);
    }

    /// <summary>Runs the forward pass, again where parameters that it reads in place changed meanwhile.</summary>
    /// <param name="shared">The packed copy that the model's threads share, for inference; training has the workspace's own.</param>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="InvalidOperationException">
    /// The workspace holds no batch or no input, or lacks the source that the model attends to.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RunForward(PackedCache<TPacked> shared, ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(shared);
        ArgumentNullException.ThrowIfNull(parameters);
        RequireInput();
        for (int attempt = 0; ; attempt++)
        {
            using ParameterReading reading = parameters.BeginPass(this, attempt);
            if (Training)
                UpdateWeights();
            else
                Packed = shared.Current(parameters);
            if (SourceAttentionCount > 0)
                BeginSource(Packed);
            if (Parts is { Active: true } parts)
                Outdated |= parts.Forward();
            else
                RunRows(ModelPhases.Forward);
            if (Outdated)
                continue;
            if (SourceAttentionCount > 0)
                EndSource(Packed);
            ForwardDone();
            return;
        }
    }

    /// <summary>
    /// Runs a stream's step of one row where there is one row that goes on and threads do not share its units; false where nothing was run.
    /// </summary>
    /// <inheritdoc cref="RunForward" path="/param"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public unsafe bool StepRow<TPasses>(PackedCache<TPacked> shared, ParameterStore parameters)
        where TPasses : struct, IModelPasses => StepRow<TPasses>(shared, parameters, (float*)null);

    /// <summary>The same, and copies the outputs of the only head where the step was run.</summary>
    /// <param name="shared">The packed copy that the model's threads share.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="outputs">Room for them, exactly.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public unsafe bool StepRow<TPasses>(PackedCache<TPacked> shared, ParameterStore parameters, Span<float> outputs)
        where TPasses : struct, IModelPasses
    {
        fixed (float* to = outputs)
        {
            if (!StepRow<TPasses>(shared, parameters, to))
                return false;
        }

        if (_copying is null)
            Heads[0].CopyOutputs(outputs);
        return true;
    }

    /// <summary>Runs the losses, after what they divide by is known: their weighted sum.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public double RunLosses()
    {
        RequireOutputs();
        RunRows(ModelPhases.Loss);
        double sum = 0;
        foreach (HeadWorkspace head in Heads)
            sum += head.Info.LossWeight * head.SumLosses();
        return sum;
    }

    /// <summary>Runs the backward pass, and adds the gradients of all parameters to <paramref name="gradients"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The workspace holds no batch or was made for inference, the forward pass has not run since the last backward pass, the model is
    /// quantized, or the gradient of the input was not wanted before.
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
        RequireActivations();
        Gradients = gradients;
        RunBackward(ModelPhases.Backward, ModelPhases.Gradients);
        Gradients = null;
        BackwardDone();
    }

    private unsafe bool StepRow<TPasses>(PackedCache<TPacked> shared, ParameterStore parameters, float* outputs)
        where TPasses : struct, IModelPasses
    {
        ArgumentNullException.ThrowIfNull(shared);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!StepsRow)
            return false;
        UseRows<TPasses>(shared.Current(parameters));
        _copying?.CopyTo(outputs);
        if (_readsInPlace)
            StepInPlace<TPasses>(shared, parameters, outputs);
        else
            ModelPhases.Step<TPasses>(this);
        return true;
    }

    private unsafe void StepInPlace<TPasses>(PackedCache<TPacked> shared, ParameterStore parameters, float* outputs)
        where TPasses : struct, IModelPasses
    {
        for (int attempt = 0; ; attempt++)
        {
            using ParameterReading reading = parameters.BeginPass(this, attempt);
            UseRows<TPasses>(shared.Current(parameters));
            _copying?.CopyTo(outputs);
            ModelPhases.Step<TPasses>(this);
            if (!Outdated)
                return;
        }
    }

    private void UseRows<TPasses>(TPacked weights)
        where TPasses : struct, IModelPasses
    {
        if (weights == _rowsOf)
            return;
        _rowsOf = Packed = weights;
        Rows = TPasses.RowProducts(this);
        _copying = Rows[^1].Copies ? Rows[^1] : null;
        _readsInPlace = weights.ReadsInPlace;
    }
}
