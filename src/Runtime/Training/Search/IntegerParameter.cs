using System.Globalization;
using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>A whole number between two bounds.</summary>
internal sealed class IntegerParameter : SearchParameter<int>
{
    private readonly int _low, _high, _step;

    public IntegerParameter(string name, int low, int high, int step)
        : base(name)
    {
        if (high < low)
            throw new ArgumentOutOfRangeException(nameof(high), high, $"'{name}' ends at {high}; give at least its beginning, {low}.");
        if (step < 1)
            throw new ArgumentOutOfRangeException(nameof(step), step, $"'{name}' has a step of {step}; give at least 1.");
        if (((long)high - low) / step >= int.MaxValue)
            throw new ArgumentOutOfRangeException(
                nameof(high), high,
                $"'{name}' has more than {int.MaxValue} values from {low} to {high}. Give closer bounds or a larger step.");
        (_low, _high, _step) = (low, high, step);
    }

    internal override int? GridSize => (int)(((long)_high - _low) / _step) + 1;

    internal override object? GridValue(int index) => (int)(_low + ((long)index * _step));

    internal override object? Draw(ref SeededRandom random) => GridValue(random.NextInt(GridSize!.Value));

    internal override string TextOf(object? value) => ((int)value!).ToString(CultureInfo.InvariantCulture);

    internal override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"integer {_low} to {_high}{(_step > 1 ? $" by {_step}" : "")}");
}
