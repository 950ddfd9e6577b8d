using System.Globalization;
using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>A number between two bounds.</summary>
internal sealed class RangeParameter : SearchParameter<double>
{
    private readonly double _low, _high;
    private readonly int? _points;
    private readonly bool _logarithmic;

    public RangeParameter(string name, double low, double high, int? points, bool logarithmic)
        : base(name)
    {
        if (!double.IsFinite(low) || (logarithmic && low <= 0))
            throw new ArgumentOutOfRangeException(
                nameof(low), low,
                $"'{name}' begins at {ValueText.Of(low)}; give a finite "
                    + $"number{(logarithmic ? " above 0, since its logarithm is drawn" : "")}.");
        if (!(high > low && double.IsFinite(high - low)))
            throw new ArgumentOutOfRangeException(
                nameof(high), high,
                $"'{name}' ends at {ValueText.Of(high)}; give a finite number above its beginning, {ValueText.Of(low)}.");
        if (points is < 2)
            throw new ArgumentOutOfRangeException(
                nameof(points), points, $"'{name}' has {points} points; give at least 2, or null for a range that no grid uses.");
        (_low, _high, _points, _logarithmic) = (low, high, points, logarithmic);
    }

    internal override int? GridSize => _points;

    internal override object? GridValue(int index) =>
        index == 0 ? _low : index == _points - 1 ? _high : At((double)index / (_points!.Value - 1));

    internal override object? Draw(ref SeededRandom random) => At(random.NextDouble());

    internal override string TextOf(object? value) => ValueText.Of((double)value!);

    internal override string Describe() =>
        $"{(_logarithmic ? "log-uniform" : "uniform")} {ValueText.Of(_low)} to "
            + $"{ValueText.Of(_high)}{(_points is null ? "" : $", {_points} points")}";

    // Six digits: what follows them would not be the same on every platform, whose logarithms differ in their last bit.
    private double At(double share)
    {
        double value = _logarithmic
            ? Math.Exp(Math.Log(_low) + (share * (Math.Log(_high) - Math.Log(_low))))
            : _low + (share * (_high - _low));
        double rounded = double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(rounded, _low, _high);
    }
}
