using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Equations;

/// <summary>A layer of cells of one's own: <c>[Cell(typeof(X), hidden)]</c>. Its states besides h lie side by side in c.</summary>
/// <param name="Hidden">Units per direction.</param>
/// <param name="Cell">The cell.</param>
public sealed record EquationLayer(int Hidden, EquationCell Cell) : RecurrentLayer(Hidden)
{
    private static readonly char[] Separators = ['.', '+'];

    /// <inheritdoc/>
    public override string Kind => Cell.TypeName[(Cell.TypeName.LastIndexOfAny(Separators) + 1)..].ToLowerInvariant();

    /// <inheritdoc/>
    public override bool HasCell => Cell.States.Count > 0;

    /// <inheritdoc/>
    protected override int CellWidth => Cell.States.Count * Hidden;

    /// <inheritdoc/>
    protected override int Gates => Cell.Gates.Count;

    /// <inheritdoc/>
    protected override string AttributeName => "Cell";

    private EquationGate[] OfInput => [.. Cell.Gates.Where(gate => gate.Input)];

    // Rows of W_hh: gates of h, then gates of another value.
    private EquationGate[] OfHidden => [.. Cell.Gates.Where(gate => gate.Hidden), .. Cell.Gates.Where(gate => gate.Other)];

    private protected override AttributeText Describe(AttributeText text) =>
        base.Describe(new AttributeText(AttributeName).Positional(new TypeOf(Cell.TypeName)).Positional(Hidden));

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth)
    {
        int width = inputWidth, input = OfInput.Length * Hidden, hidden = OfHidden.Length * Hidden;
        for (int layer = 0; layer < Layers; layer++, width = OutputWidth(inputWidth))
        {
            for (int direction = 0; direction < Directions; direction++)
            {
                string suffix = Suffix(layer, direction);
                yield return new($"{prefix}.weight_ih{suffix}", input, width);
                if (hidden > 0)
                    yield return new($"{prefix}.weight_hh{suffix}", hidden, Hidden);
                if (Bias)
                    yield return new($"{prefix}.bias_ih{suffix}", input);
                if (Bias && hidden > 0)
                    yield return new($"{prefix}.bias_hh{suffix}", hidden);
                foreach (string weight in Cell.Weights)
                    yield return new($"{prefix}.weight_{weight}{suffix}", Hidden);
            }
        }
    }

    internal override CellState Step(CellScope scope, Var x, CellState previous, Var recurrent)
    {
        Tape tape = scope.Tape;
        Var ax = scope.Project("ih", Bias, x), ah = OfHidden.Any(gate => gate.Hidden) ? scope.Project("hh", Bias, recurrent) : ax;
        var values = new Dictionary<string, Var>();
        for (int i = 0; i < Cell.States.Count; i++)
            values.Add(Cell.States[i], tape.Slice(previous.Cell!, i * Hidden, Hidden));
        foreach (string weight in Cell.Weights)
            values.Add(weight, scope.Parameter($"weight_{weight}"));
        foreach (EquationGate gate in Cell.Gates.Where(gate => !gate.Other))
        {
            Var? ofInput = gate.Input ? scope.Gate(ax, Array.IndexOf(OfInput, gate), Hidden) : null,
                ofHidden = gate.Hidden ? scope.Gate(ah, Array.IndexOf(OfHidden, gate), Hidden) : null;
            values.Add(gate.Name, ofInput is null ? ofHidden! : ofHidden is null ? ofInput : tape.Add(ofInput, ofHidden));
        }

        if (Cell.Other is not null)
        {
            // Its h is the one that dropout left.
            Var other = Cell.Other(tape, name => name == "h" ? recurrent : values[name]), product = scope.Project("hh", Bias, other);
            foreach (EquationGate gate in Cell.Gates.Where(gate => gate.Other))
                values.Add(
                    gate.Name,
                    tape.Add(
                        scope.Gate(ax, Array.IndexOf(OfInput, gate), Hidden), scope.Gate(product, Array.IndexOf(OfHidden, gate), Hidden)));
        }

        values.Add("h", previous.Hidden);
        Var[] next = Cell.Step(tape, name => values[name]);
        return new(next[^1], HasCell ? tape.Concatenate(next[..^1]) : null);
    }

    private sealed record TypeOf(string Name)
    {
        public override string ToString() => $"typeof({Name})";
    }
}
