using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Layers;

/// <summary>Gated recurrent unit, gates r, z, n: <c>[Gru(hidden)]</c>.</summary>
/// <remarks>
/// r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)      z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
/// n = tanh(W_in x + b_in + r (W_hn h + b_hn))     reset after (PyTorch)
/// n = tanh(W_in x + b_in + W_hn (r h) + b_hn)     reset before (Cho et al. 2014, arXiv:1406.1078)
/// h' = (1 - z) n + z h
/// </remarks>
/// <param name="Hidden">Units per direction, H.</param>
public sealed record GruLayer(int Hidden) : RecurrentLayer(Hidden)
{
    /// <summary>Whether the reset gate acts after the recurrent product.</summary>
    public bool ResetAfter { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "gru";

    /// <inheritdoc/>
    protected override int Gates => 3;

    /// <inheritdoc/>
    protected override string AttributeName => "Gru";

    private protected override AttributeText Describe(AttributeText text) =>
        base.Describe(text).Named("ResetAfter", ResetAfter, true);

    internal override CellState Step(CellScope scope, Var x, CellState previous, Var recurrent)
    {
        var tape = scope.Tape;
        var ax = scope.Project("ih", Bias, x);
        var ah = scope.Project("hh", Bias, recurrent);
        var r = tape.Sigmoid(tape.Add(scope.Gate(ax, 0, Hidden), scope.Gate(ah, 0, Hidden)));
        var z = tape.Sigmoid(tape.Add(scope.Gate(ax, 1, Hidden), scope.Gate(ah, 1, Hidden)));
        var candidate = ResetAfter
            ? tape.Multiply(r, scope.Gate(ah, 2, Hidden))
            : scope.Gate(scope.Project("hh", Bias, tape.Multiply(r, recurrent)), 2, Hidden);
        var n = tape.Tanh(tape.Add(scope.Gate(ax, 2, Hidden), candidate));
        var h = tape.Add(tape.Multiply(tape.Scale(z, -1, 1), n), tape.Multiply(z, previous.Hidden));
        return new(h, null);
    }
}
