using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// What equations of one's own are written over besides the built-in cells' functions: on a processor and in a GPU's threads.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFunctionLanes<TSelf>
    where TSelf : struct, IFunctionLanes<TSelf>
{
    /// <summary>Natural logarithm; -infinity at 0, NaN below. Relative error below 2.5e-7.</summary>
    static abstract TSelf Log(TSelf a);

    /// <summary>log(1 + a) for a above -1, accurate near 0. Relative error below 4e-7.</summary>
    static abstract TSelf Log1p(TSelf a);

    /// <summary>log(1 + e^a) without overflow; 0 where e^a underflows. Relative error below 6e-7 above -80.</summary>
    static abstract TSelf Softplus(TSelf a);

    /// <summary>A mask for Select, set in a lane where a &gt; b.</summary>
    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>A mask for Select, set in a lane where a &gt;= b.</summary>
    static abstract TSelf GreaterThanOrEqual(TSelf a, TSelf b);

    /// <summary>A mask for Select, set in a lane where a = b.</summary>
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>
    /// A mask for Select, set in lanes of units below <paramref name="count"/>, where the first lane is unit number
    /// <paramref name="unit"/>.
    /// </summary>
    static abstract TSelf Below(int unit, int count);
}
