namespace LstmGen.Training;

/// <summary>Frees at the end of a block what a workspace holds on devices.</summary>
internal readonly struct WorkspaceRelease(ModelWorkspace workspace) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => workspace.Release();
}
