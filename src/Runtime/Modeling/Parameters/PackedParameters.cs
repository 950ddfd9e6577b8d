using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>A model's parameters as the kernels read them, a whole set; the generator derives one class per model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PackedParameters
{
    private int _version;
    private WeightPrecision _precision;

    /// <summary>Room for the copies that inference reads, and for those that the backward pass reads too.</summary>
    protected PackedParameters(bool training) => Training = training;

    /// <summary>The parts that pack themselves: first those of the workspace's layers, in their order.</summary>
    internal EmittedWeights[] Parts { get; private set; } = [];

    /// <summary>Brings the copy up to date with <paramref name="store"/>; does nothing where it already is.</summary>
    /// <param name="store">The model's parameters.</param>
    /// <param name="inputGradient">Whether the gradient of the model's input will be wanted, which needs copies of its own.</param>
    public void Update(ParameterStore store, bool inputGradient = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (IsCurrent(store) && (ForInputGradient || !inputGradient))
            return;
        using ParameterReading _ = store.Hold();
        ForInputGradient = inputGradient;
        PackAll(store);
    }

    /// <summary>Packs the present set for inference, in the precision of <paramref name="store"/>, which nobody writes meanwhile.</summary>
    internal void PackForInference(ParameterStore store) => PackAll(store);

    /// <summary>Whether the copy is the present set of <paramref name="store"/>, or the last one while another is being written.</summary>
    /// <exception cref="InvalidOperationException">This very thread is changing the parameters in place.</exception>
    public bool IsCurrent(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        int version = store.Version;
        return version == _version || IsLast(store, version);
    }

    /// <summary>
    /// After a pass has read parameters in place: whether they were of the copy's set. If not, says in <paramref name="workspace"/> that
    /// the pass has to be made again.
    /// </summary>
    public bool Confirm(ParameterStore store, ModelWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(workspace);
        Volatile.ReadBarrier(); // what was read before was read before the version
        if (store.Version == _version)
            return true;
        workspace.Outdated = true;
        return false;
    }

    /// <summary>Throws where the forward pass has read weights of fewer bits.</summary>
    /// <exception cref="InvalidOperationException">The model is quantized.</exception>
    public void RequireFloat() => ParameterStore.RequireFloat(_precision);

    /// <summary>Throws where the gradient of the input is wanted, and was not when the copy was brought up to date.</summary>
    /// <exception cref="InvalidOperationException">The forward pass has not packed what it needs.</exception>
    public void CheckInputGradient(bool wanted)
    {
        if (wanted && !ForInputGradient)
            throw new InvalidOperationException("WantInputGradient is true now, but was false in the forward pass: set it before Begin.");
    }

    /// <summary>Whether there is room for the copies that the backward pass reads.</summary>
    protected bool Training { get; }

    /// <summary>Whether <see cref="Pack"/> also fills what only the gradient of the model's input needs.</summary>
    protected bool ForInputGradient { get; private set; }

    /// <summary>Whether passes read some parameters in place, beside the copy.</summary>
    public virtual bool ReadsInPlace => false;

    /// <summary>The matrices that inference reads, but for those of the parts.</summary>
    protected virtual PackedMatrix[] Matrices => [];

    /// <summary>Takes the parts that pack themselves: first those of the workspace's layers, in their order.</summary>
    protected void SetParts(params EmittedWeights[] parts) => Parts = parts;

    /// <summary>Packs everything else from the whole block of parameters.</summary>
    protected virtual void Pack(ReadOnlySpan<float> parameters)
    {
    }

    private void PackAll(ParameterStore store)
    {
        foreach (EmittedWeights part in Parts)
            part.Pack(store.Block, Training, ForInputGradient);
        Pack(store.Block);
        _precision = store.Precision;
        if (_precision != WeightPrecision.Float32)
        {
            foreach (PackedMatrix matrix in Parts.SelectMany(part => part.Matrices).Concat(Matrices))
                matrix.Narrow(_precision);
        }

        _version = store.Version;
    }

    private bool IsLast(ParameterStore store, int version)
    {
        store.RequireNotUpdatedHere();
        return !ReadsInPlace && version == _version + 1 && _version != 0;
    }
}
