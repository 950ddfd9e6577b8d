using System.Globalization;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Expressions of a cell's canonical text as nodes: <c>add(multiply(#0,c),=0.5)</c>, where <c>#n</c> is a let and <c>=0.5</c> a constant.</summary>
internal static class CellExpression
{
    private static readonly Dictionary<string, (string Op, int Operands)> s_operators = new(StringComparer.Ordinal)
    {
        ["add"] = ("Add", 2), ["subtract"] = ("Sub", 2), ["multiply"] = ("Mul", 2), ["divide"] = ("Div", 2), ["negate"] = ("Neg", 1), ["min"] = ("Min", 2), ["max"] = ("Max", 2),
        ["abs"] = ("Abs", 1), ["sqrt"] = ("Sqrt", 1), ["exp"] = ("Exp", 1), ["log"] = ("Log", 1), ["sigmoid"] = ("Sigmoid", 1), ["tanh"] = ("Tanh", 1), ["relu"] = ("Relu", 1),
        ["softplus"] = ("Softplus", 1), ["greater"] = ("Greater", 2), ["atleast"] = ("GreaterOrEqual", 2), ["equal"] = ("Equal", 2), ["select"] = ("Where", 3), ["log1p"] = ("Log", 1),
    };

    /// <summary>The functions, names, lets and constants of an expression.</summary>
    public static string[] Words(string text) => text.Split(['(', ')', ','], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Adds the nodes of an expression and gives its value.</summary>
    /// <exception cref="NotSupportedException">It has a function that is not known.</exception>
    public static string Add(GraphWriter body, string text, IReadOnlyDictionary<string, string> inputs, IReadOnlyList<string> lets)
    {
        int at = 0;
        return Read();

        string Read()
        {
            int from = at;
            while (at < text.Length && text[at] is not ('(' or ')' or ','))
                at++;
            string word = text[from..at];
            if (at < text.Length && text[at] == '(')
                return Call(word);
            if (word.StartsWith('#'))
                return lets[int.Parse(word[1..], CultureInfo.InvariantCulture)];
            return word.StartsWith('=') ? body.Float(float.Parse(word[1..], CultureInfo.InvariantCulture)) : inputs[word];
        }

        string Call(string function)
        {
            var operands = new List<string>();
            do
            {
                at++; // ( or ,
                operands.Add(Read());
            }
            while (at < text.Length && text[at] == ',');
            at++; // )
            if (!s_operators.TryGetValue(function, out (string Op, int Operands) known) || operands.Count != known.Operands)
                throw new NotSupportedException($"A cell's equations have the function '{function}', which the export to ONNX does not know. Use a newer LstmGen.Interchange.");
            if (function == "log1p")
                operands[0] = body.Sum(body.Float(1), operands[0]);
            return body.Add(known.Op, [.. operands]);
        }
    }
}
