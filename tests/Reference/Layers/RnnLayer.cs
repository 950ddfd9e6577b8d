using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Layers;

/// <summary>Elman network, h' = f(W_ih x + b_ih + W_hh h + b_hh): <c>[Rnn(hidden)]</c>.</summary>
/// <param name="Hidden">Units per direction, H.</param>
public sealed record RnnLayer(int Hidden) : RecurrentLayer(Hidden)
{
    /// <summary>f.</summary>
    public Nonlinearity Nonlinearity { get; init; }

    /// <inheritdoc/>
    public override string Kind => "rnn";

    /// <inheritdoc/>
    protected override int Gates => 1;

    /// <inheritdoc/>
    protected override string AttributeName => "Rnn";

    private protected override AttributeText Describe(AttributeText text) =>
        base.Describe(text).Named("Nonlinearity", Nonlinearity, Nonlinearity.Tanh);

    internal override CellState Step(CellScope scope, Var x, CellState previous, Var recurrent)
    {
        var a = scope.Tape.Add(scope.Project("ih", Bias, x), scope.Project("hh", Bias, recurrent));
        return new(Nonlinearity == Nonlinearity.Relu ? scope.Tape.Relu(a) : scope.Tape.Tanh(a), null);
    }
}
