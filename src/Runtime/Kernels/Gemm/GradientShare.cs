using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// A thread's share of the weight gradients of a layer: panels of units, or inputs where the panels are so few that their
/// shares would be unequal or fill half a vector. The sums are the same either way.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientShare
{
    // Fewer inputs for each part would not pay for gathering the gates in every one.
    private const int LeastInputs = 8;

    private readonly int _part, _parts, _inputs, _before;

    /// <summary>Part <paramref name="part"/> of <paramref name="parts"/>.</summary>
    /// <param name="part">From 0 on.</param>
    /// <param name="parts">Number of parts, at least 1.</param>
    /// <param name="inputs">Inputs of all products of the layer whose gradients are shared out together; their windows have equally many
    /// gates.</param>
    public GradientShare(int part, int parts, int inputs)
        : this(part, parts, inputs, 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, parts);
    }

    private GradientShare(int part, int parts, int inputs, int before) => (_part, _parts, _inputs, _before) = (part, parts, inputs, before);

    /// <summary>The same share of the product that comes after one of <paramref name="inputs"/> inputs.</summary>
    public GradientShare After(int inputs) => new(_part, _parts, _inputs, _before + inputs);

    /// <summary>The share where it goes by panels.</summary>
    internal (int Begin, int End) Panels(GateLayout layout) => (Part(layout.Panels, _part), Part(layout.Panels, _part + 1));

    /// <summary>The share of a product of <paramref name="inputs"/> inputs where it goes by inputs.</summary>
    internal (int Begin, int End) Inputs(int inputs) =>
        (Math.Clamp(Part(_inputs, _part) - _before, 0, inputs), Math.Clamp(Part(_inputs, _part + 1) - _before, 0, inputs));

    private int Part(int count, int part) => (int)((long)count * part / _parts);

    /// <summary>Whether shares of the inputs are the shorter work.</summary>
    internal bool SplitsInputs(GateLayout layout, SimdLevel level)
    {
        if (_parts == 1 || _inputs < LeastInputs * _parts)
            return false;
        int most = (layout.Panels + _parts - 1) / _parts;
        long byPanels = (long)Vectors(most * layout.Count, level) * _inputs;
        long byInputs = (long)Vectors(layout.Panels * layout.Count, level) * ((_inputs + _parts - 1) / _parts);
        return byInputs < byPanels;
    }

    // Multiply-adds and the broadcast of the input that they read.
    private static int Vectors(int pieces, SimdLevel level) => (level == SimdLevel.Vector512 ? (pieces + 1) / 2 : pieces) + 1;
}
