using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The unit of storage: values of eight neighbouring units lie together, so that one vector holds one gate of one panel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panel
{
    /// <summary>Units in a panel.</summary>
    public const int Units = 8;

    /// <summary>Rounds a count of channels up to whole panels.</summary>
    public static int Pad(int n) => (n + (Units - 1)) & ~(Units - 1);

    /// <summary>Panels that hold <paramref name="n"/> units.</summary>
    public static int Count(int n) => (n + (Units - 1)) / Units;
}
