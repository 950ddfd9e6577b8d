using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The passes of one direction of a layer, with their buffers; a workspace has one object for each.</summary>
/// <param name="name">What the model calls it, for example <c>Lstm0Reverse</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EmittedLayer(string name)
{
    /// <summary>What the model calls it, for example <c>Lstm0Reverse</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Reads these copies of weights from now on.</summary>
    public abstract void Use(EmittedWeights weights);

    /// <summary>Gives the buffers room for the batch of <paramref name="workspace"/>.</summary>
    public abstract void Resize(ModelWorkspace workspace);

    /// <summary>Makes h after a stream's step the one before the next; a layer that reads from the end too has no stream.</summary>
    public virtual void Advance(int batch) => throw new NotSupportedException($"{Name} has no stream.");

    /// <summary>Copies the last states of the batch.</summary>
    public abstract void SaveState(ModelWorkspace workspace, ModelState destination);

    /// <summary>The gates and states of every step.</summary>
    public abstract RecurrentActivations Inspect();
}
