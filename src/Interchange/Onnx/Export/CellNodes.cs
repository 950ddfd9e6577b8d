using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Expressions of a cell's equations as nodes.</summary>
internal static class CellNodes
{
    private static readonly Dictionary<string, (string Op, int Operands)> Operators = new(StringComparer.Ordinal)
    {
        ["add"] = ("Add", 2), ["subtract"] = ("Sub", 2), ["multiply"] = ("Mul", 2), ["divide"] = ("Div", 2), ["negate"] = ("Neg", 1),
        ["min"] = ("Min", 2), ["max"] = ("Max", 2),
        ["abs"] = ("Abs", 1), ["sqrt"] = ("Sqrt", 1), ["exp"] = ("Exp", 1), ["log"] = ("Log", 1), ["sigmoid"] = ("Sigmoid", 1),
        ["tanh"] = ("Tanh", 1), ["relu"] = ("Relu", 1),
        ["softplus"] = ("Softplus", 1), ["greater"] = ("Greater", 2), ["atleast"] = ("GreaterOrEqual", 2), ["equal"] = ("Equal", 2),
        ["select"] = ("Where", 3), ["log1p"] = ("Log", 1),
    };

    /// <summary>Adds the nodes of an expression and gives its value.</summary>
    /// <exception cref="NotSupportedException">It has a function that is not known.</exception>
    public static string Add(
        GraphWriter body, CellExpression expression, IReadOnlyDictionary<string, string> inputs, IReadOnlyList<string> lets)
    {
        if (!expression.IsFunction)
            return expression.Let is { } let
                ? lets[let]
                : expression.Constant is { } constant ? body.Float(constant) : inputs[expression.Word];
        string[] operands = [.. expression.Operands.Select(operand => Add(body, operand, inputs, lets))];
        if (!Operators.TryGetValue(expression.Word, out (string Op, int Operands) known) || operands.Length != known.Operands)
            throw new NotSupportedException($"A cell's equations have the function '{InterchangeException.Printable(expression.Word)}', "
                + "which the export to ONNX does not know. Use a newer LstmGen.Interchange.");
        if (expression.Word == "log1p")
            operands[0] = body.Sum(body.Float(1), operands[0]);
        return body.Add(known.Op, operands);
    }
}
