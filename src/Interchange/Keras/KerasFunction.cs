using System.Globalization;

namespace LstmGen.Interchange.Keras;

/// <summary>A function of values as Keras names it, with what is set of it.</summary>
/// <param name="Name">Its name, such as <c>relu</c>.</param>
/// <param name="Setting">A setting that makes it another function, such as <c>max_value</c>; null where none does.</param>
/// <param name="Value">The value of that setting.</param>
internal readonly record struct KerasFunction(string Name, string? Setting = null, string Value = "")
{
    /// <summary>The function that a layer of class <paramref name="type"/> is.</summary>
    /// <param name="type"><c>ReLU</c>, <c>Softmax</c>, or another class, whose name is then that of the function.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="rank">Dimensions of what it reads, the batch included.</param>
    public static KerasFunction Of(string type, KerasSettings settings, int rank)
    {
        switch (type)
        {
            case "ReLU":
                foreach ((string setting, double usual) in ((string, double)[])
                    [("max_value", double.PositiveInfinity), ("negative_slope", 0), ("alpha", 0), ("threshold", 0)])
                {
                    if (settings.Number(setting, usual) is var value && value != usual)
                        return new KerasFunction("relu", setting, value.ToString(CultureInfo.InvariantCulture));
                }

                return new KerasFunction("relu");
            case "Softmax":
                return settings.IsLastAxis("axis", rank)
                    ? new KerasFunction("softmax")
                    : new KerasFunction("softmax", "axis", settings.Shown("axis"));
            default:
                return new KerasFunction(type);
        }
    }
}
