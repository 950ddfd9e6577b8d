using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>One step, for kernels that compute one at a time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DeviceStep
{
    /// <summary>Rows from one step to the next, B.</summary>
    public int Batch;

    /// <summary>The step, t.</summary>
    public int Step;

    /// <summary>Rows alive at it: the first ones.</summary>
    public int Rows;
}
