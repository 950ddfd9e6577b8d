using System.Globalization;

namespace LstmGen.Generator.Equations;

/// <summary>A loss: outputs of the head per target, the target, constants of the declaration, and the formula.</summary>
internal sealed class LossEquation
{
    private readonly List<string> _outputs = [];
    private readonly List<(string Name, float Default)> _constants = [];

    public Graph Graph { get; } = new();

    /// <summary>Outputs of the head for one target.</summary>
    public IReadOnlyList<string> Outputs => _outputs;

    /// <summary>Parameters after the target, with their default values; NaN for none.</summary>
    public IReadOnlyList<(string Name, float Default)> Constants => _constants;

    public string Target { get; set; } = "target";

    public Node Value { get; set; } = null!;

    public void AddOutput(string name) => _outputs.Add(name);

    public void AddConstant(string name, float value) => _constants.Add((name, value));

    /// <summary>Its canonical text, and the names of its locals.</summary>
    public (string Text, string Locals) Write()
    {
        var text = new EquationText([Value]);
        foreach (string output in Outputs)
            text.Statement($"output {output}");
        text.Statement($"target {Target}");
        foreach ((string name, float value) in Constants)
            text.Statement($"constant {name} {value.ToString("R", CultureInfo.InvariantCulture)}");
        text.Statement("loss", Value);
        return (text.Text, text.Locals);
    }

    /// <summary>Whether a canonical text is that of a loss, and not that of a cell, which begins with a gate.</summary>
    public static bool IsText(string text) => text.StartsWith("output ", StringComparison.Ordinal);

    /// <summary>The loss of a canonical text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LossEquation Read(string text, string locals)
    {
        var loss = new LossEquation();
        var lets = new List<Node>();
        string[] names = locals.Split(',');
        foreach (string[] words in text.Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(one => one.Trim().Split(' ')))
        {
            switch (words[0])
            {
                case "output":
                    loss.AddOutput(words[1]);
                    break;
                case "target":
                    loss.Target = words[1];
                    break;
                case "constant":
                    loss.AddConstant(words[1], float.Parse(words[2], CultureInfo.InvariantCulture));
                    break;
                case "let":
                    Node value = EquationText.Read(loss.Graph, words[1], lets);
                    if (lets.Count < names.Length && names[lets.Count].Length > 0)
                        value.Local ??= names[lets.Count];
                    lets.Add(value);
                    break;
                case "loss":
                    loss.Value = EquationText.Read(loss.Graph, words[1], lets);
                    break;
                default:
                    throw new FormatException($"'{words[0]}' is no statement of a loss.");
            }
        }

        return loss.Value is not null && loss.Outputs.Count > 0 ? loss : throw new FormatException("The loss has no outputs or no value.");
    }

    /// <summary>The same with constants in place of its parameters.</summary>
    public LossEquation With(IReadOnlyList<float> constants)
    {
        var bound = new LossEquation { Target = Target };
        foreach (string output in Outputs)
            bound.AddOutput(output);
        bound.Value = bound.Graph.Copy(Value, Constants.Select((constant, index) =>
            (constant.Name, Value: index < constants.Count ? constants[index] : constant.Default))
            .ToDictionary(constant => constant.Name, constant => bound.Graph.Constant(constant.Value)));
        return bound;
    }
}
