using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

/// <summary>
/// One laid-out layer: what it adds to the passes, and how its own methods are written. Forward and backward stand
/// side by side in one region of the emitted file.
/// </summary>
internal abstract class LayerPlan(string name, TableRow? row)
{
    /// <summary>Prefix of everything emitted for it, for example <c>Lstm0</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Its row of the model table; null for a step inside a layer that has a row already.</summary>
    public TableRow? Row { get; } = row;

    /// <summary>Statements of the forward pass over rows [rowBegin, rowEnd) of <c>ws</c>.</summary>
    public virtual IEnumerable<string> Forward => [];

    /// <summary>Statements of the backward pass over rows [rowBegin, rowEnd) of <c>ws</c>.</summary>
    public virtual IEnumerable<string> Backward => [];

    /// <summary>Statements that add the gradients of its parameters: part <c>part</c> of <c>parts</c>.</summary>
    public virtual IEnumerable<string> Gradients => [];

    /// <summary>Pieces of its passes that threads may share.</summary>
    public virtual IEnumerable<SharedPhase> Phases => [];

    /// <summary>Of a recurrent layer, what a step of one direction reads; else null.</summary>
    public virtual StepCost? StepCost => null;

    /// <summary>How it computes a piece of its steps; null for a layer that needs the whole sequence at once.</summary>
    public virtual WaveStep? WaveStep => null;

    /// <summary>Whether it belongs to the model's <see cref="Wavefront"/>, so that its methods take a range of steps.</summary>
    public virtual bool InWave { get; set; }

    /// <summary>Whether its pass reads parameters in place, beside the packed copies, and says so where they changed meanwhile.</summary>
    public virtual bool ReadsInPlace => false;

    /// <summary>Statements that copy its final states into <c>destination</c>.</summary>
    public virtual IEnumerable<string> SaveState => [];

    /// <summary>Statements that make its last state the next call's initial one.</summary>
    public virtual IEnumerable<string> Advance => [];

    /// <summary>A stream's step of one row; null where that takes the pass.</summary>
    public virtual StreamStep? StreamStep => new([.. Forward, .. Advance]);

    /// <summary>Expressions for what it shows of itself: the runtime's RecurrentActivations.</summary>
    public virtual IEnumerable<string> Activations => [];

    /// <summary>Classes that its methods call and that other models may use too.</summary>
    public virtual IEnumerable<SharedFile> Shared => [];

    /// <summary>Objects of the workspace that have its passes.</summary>
    public virtual IEnumerable<LayerObject> Objects => [];

    /// <summary>Place of its first parameter in the block, or of the next layer's where it has none; set when it is added.</summary>
    public long FirstParameter { get; set; }

    /// <summary>Index of the attribute that it comes from; set when it is added.</summary>
    public int? Element { get; set; }

    /// <summary>The same for a GPU: no kind is without, so that nothing is left to the processor in silence.</summary>
    public abstract IlgpuLayer Ilgpu { get; }

    /// <summary>What has both directions of a bidirectional layer; else null.</summary>
    public virtual DirectionsPlan? Both => null;

    /// <summary>Writes what its user calls, members of the model itself.</summary>
    public virtual void EmitApi(CodeWriter writer)
    {
    }

    /// <summary>Writes its methods, members of the model's <c>Passes</c>.</summary>
    public abstract void Emit(CodeWriter writer);
}
