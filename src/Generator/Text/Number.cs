using System.Globalization;

namespace LstmGen.Generator.Text;

/// <summary>A number in emitted text: its value, and what is written for it, which in a class for all sizes is a name.</summary>
internal readonly record struct Number(int Value, string Text)
{
    public static implicit operator Number(int value) => new(value, value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => Text;
}
