namespace LstmGen.Data;

/// <summary>What the windows of a series are to predict.</summary>
public enum WindowTarget
{
    /// <summary>The rows after the window: <c>[Horizon, columns]</c> per sequence.</summary>
    Ahead,

    /// <summary>At every step the row after it: <c>[T, columns]</c>.</summary>
    NextStep,

    /// <summary>At every step that row itself (autoencoder): <c>[T, columns]</c>.</summary>
    Reconstruction,

    /// <summary>Nothing; targets are added later.</summary>
    None,
}
