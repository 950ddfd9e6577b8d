using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace LstmGen.Tool.Commands;

/// <summary>Options that are a number, as C# writes it whatever the culture.</summary>
internal static class NumberOption
{
    public static Option<T> Create<T>(string name, string description, T otherwise, T least, T most, string form)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                // The style of floating-point numbers that is not given has groups of digits: 0,001 would be 1.
                NumberStyles style = typeof(T) == typeof(int) ? NumberStyles.Integer : NumberStyles.Float;
                if (T.TryParse(text, style, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most)
                    return value;
                result.AddError($"{name} is '{text}'; give {form}.");
                return otherwise;
            },
        };
}
