using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Layers;

/// <summary>Long short-term memory: <c>[Lstm(hidden)]</c>.</summary>
/// <remarks>
/// a = W_ih x + b_ih + W_hh h + b_hh                         gates i, f, g, o (coupled: i, g, o and f = 1 - i)
///     with layer norm (Ba et al. 2016): LN(W_ih x) * norm_ih + LN(W_hh h) * norm_hh + b_ih + b_hh, over all gates jointly
/// i = sigmoid(a_i + w_ci c)   f = sigmoid(a_f + w_cf c)   g = tanh(a_g)       (w_c.: peepholes)
/// c' = clip(f c + i g)        o = sigmoid(a_o + w_co c')
/// h' = o tanh(c')             with layer norm: o tanh(LN(c') * norm_c_weight + norm_c_bias)
/// h' = W_hr h'                with a projection
/// Zoneout mixes h and c with their predecessors afterwards: h' sees the c' before that mix.
/// </remarks>
/// <param name="Hidden">Units per direction, H.</param>
public sealed record LstmLayer(int Hidden) : RecurrentLayer(Hidden)
{
    private const double Epsilon = 1e-5;

    /// <summary>Width of the projected h; 0 for none.</summary>
    public int Projection { get; init; }

    /// <summary>Whether gates see the cell through w_c.</summary>
    public bool Peepholes { get; init; }

    /// <summary>Whether pre-activations and cell are normalised.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Bound of |c|; 0 for none.</summary>
    public float CellClip { get; init; }

    /// <summary>Whether f = 1 - i.</summary>
    public bool CoupledGates { get; init; }

    /// <summary>What the forget gate's bias starts at, or NaN; it changes the declaration, not the numbers.</summary>
    public float ForgetBias { get; init; } = float.NaN;

    /// <inheritdoc/>
    public override string Kind => "lstm";

    /// <inheritdoc/>
    public override int StateWidth => Projection > 0 ? Projection : Hidden;

    /// <inheritdoc/>
    public override bool HasCell => true;

    /// <inheritdoc/>
    protected override int Gates => CoupledGates ? 3 : 4;

    /// <inheritdoc/>
    protected override string AttributeName => "Lstm";

    /// <inheritdoc/>
    protected override IEnumerable<ParameterShape> CellParameters()
    {
        if (Projection > 0)
            yield return new("weight_hr", Projection, Hidden);
        if (Peepholes)
        {
            yield return new("weight_ci", Hidden);
            if (!CoupledGates)
                yield return new("weight_cf", Hidden);
            yield return new("weight_co", Hidden);
        }

        if (LayerNorm)
        {
            yield return new("norm_ih_weight", Gates * Hidden);
            yield return new("norm_hh_weight", Gates * Hidden);
            yield return new("norm_c_weight", Hidden);
            yield return new("norm_c_bias", Hidden);
        }
    }

    private protected override AttributeText Describe(AttributeText text) => base.Describe(text)
        .Named("Projection", Projection, 0).Named("Peepholes", Peepholes, false).Named("LayerNorm", LayerNorm, false)
        .Named("ForgetBias", ForgetBias, float.NaN).Named("CellClip", CellClip, 0f).Named("CoupledGates", CoupledGates, false);

    internal override CellState Step(CellScope scope, Var x, CellState previous, Var recurrent)
    {
        var tape = scope.Tape;
        var a = tape.Add(PreActivation(scope, "ih", x), PreActivation(scope, "hh", recurrent));
        var c = previous.Cell!;
        int position = 0;
        var i = tape.Sigmoid(Peep(scope, "ci", scope.Gate(a, position++, Hidden), c));
        var f = CoupledGates
            ? tape.Scale(i, -1, 1)
            : tape.Sigmoid(Peep(scope, "cf", scope.Gate(a, position++, Hidden), c));
        var g = tape.Tanh(scope.Gate(a, position++, Hidden));
        var cell = tape.Add(tape.Multiply(f, c), tape.Multiply(i, g));
        if (CellClip > 0)
            cell = tape.Clamp(cell, CellClip);
        var o = tape.Sigmoid(Peep(scope, "co", scope.Gate(a, position, Hidden), cell));
        var h = tape.Multiply(o, tape.Tanh(NormalizeCell(scope, cell)));
        return new(Projection > 0 ? tape.MatrixVector(scope.Parameter("weight_hr"), h) : h, cell);
    }

    private Var PreActivation(CellScope scope, string side, Var v)
    {
        if (!LayerNorm)
            return scope.Project(side, Bias, v);
        var normal = scope.Tape.Normalize(scope.Project(side, bias: false, v), Epsilon);
        var scaled = scope.Tape.Multiply(normal, scope.Parameter($"norm_{side}_weight"));
        return Bias ? scope.Tape.Add(scaled, scope.Parameter($"bias_{side}")) : scaled;
    }

    private Var Peep(CellScope scope, string name, Var a, Var c) => Peepholes
        ? scope.Tape.Add(a, scope.Tape.Multiply(scope.Parameter($"weight_{name}"), c))
        : a;

    private Var NormalizeCell(CellScope scope, Var c)
    {
        if (!LayerNorm)
            return c;
        var scaled = scope.Tape.Multiply(scope.Tape.Normalize(c, Epsilon), scope.Parameter("norm_c_weight"));
        return scope.Tape.Add(scaled, scope.Parameter("norm_c_bias"));
    }
}
