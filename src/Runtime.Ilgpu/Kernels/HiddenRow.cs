using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>A row of h that is stored for later and, for the next step, in the group's shared memory.</summary>
/// <param name="stored">The row in the store of all steps.</param>
/// <param name="shared">The row in shared memory.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HiddenRow(ArrayView<float> stored, ArrayView<float> shared)
{
    /// <summary>The row in the store of all steps.</summary>
    public ArrayView<float> Stored { get; } = stored;

    /// <summary>The row in shared memory.</summary>
    public ArrayView<float> Shared { get; } = shared;
}
