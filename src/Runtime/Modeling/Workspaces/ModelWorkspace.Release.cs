namespace LstmGen.Training;

// Memory on devices: that of the workspace itself, and of one of another model that belongs to it.
public abstract partial class ModelWorkspace
{
    /// <summary>What is freed together with the workspace: of a pair's, the encoder's side; null for nothing.</summary>
    internal IDisposable? Attached { get; set; }

    /// <summary>Frees what the workspace holds on devices; on the processor that is nothing.</summary>
    internal void Release()
    {
        (this as IDisposable)?.Dispose();
        Attached?.Dispose(); // a decoder on the processor may have an encoder on a device
    }
}
