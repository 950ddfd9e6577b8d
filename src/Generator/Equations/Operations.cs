namespace LstmGen.Generator.Equations;

/// <summary>Facts about operations.</summary>
internal static class Operations
{
    private static readonly Dictionary<string, Operation> ByText =
        Enum.GetValues(typeof(Operation)).Cast<Operation>().Where(one => one > Operation.Input).ToDictionary(Text);

    /// <summary>Its name in the canonical text.</summary>
    public static string Text(this Operation operation) => operation.ToString().ToLowerInvariant();

    /// <summary>The operation of a name in the canonical text, or null.</summary>
    public static Operation? Find(string text) => ByText.TryGetValue(text, out Operation found) ? found : null;

    /// <summary>Number of operands.</summary>
    public static int Arity(this Operation operation) => operation switch
    {
        Operation.Constant or Operation.Input => 0,
        Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.Min or Operation.Max
            or Operation.Greater or Operation.AtLeast or Operation.Equal => 2,
        Operation.Select => 3,
        _ => 1,
    };

    /// <summary>Whether it costs more than a load and a store of its value.</summary>
    public static bool IsTranscendental(this Operation operation) => operation
        is Operation.Exp or Operation.Log or Operation.Log1p or Operation.Sigmoid or Operation.Tanh or Operation.Softplus;

    public static bool IsMask(this Operation operation) => operation is Operation.Greater or Operation.AtLeast or Operation.Equal;
}
