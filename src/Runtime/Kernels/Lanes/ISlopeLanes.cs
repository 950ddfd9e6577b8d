using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>What derivatives of activations are written over: vectors on a processor, single floats in a GPU's threads.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISlopeLanes<TSelf>
    where TSelf : struct, ISlopeLanes<TSelf>
{
    /// <summary>All lanes zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes one.</summary>
    static abstract TSelf One { get; }

    /// <summary>a - b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a * b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>-a.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a * b + c, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>A mask for <see cref="Select"/>, set in a lane where a &gt; 0.</summary>
    static abstract TSelf GreaterThanZero(TSelf a);

    /// <summary>Lanes of <paramref name="whenSet"/> where the mask is set, of <paramref name="otherwise"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf otherwise);
}
