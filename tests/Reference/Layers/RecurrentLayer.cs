using LstmGen.Reference.Models;

namespace LstmGen.Reference.Layers;

/// <summary>What the recurrent attributes share: a stack of layers in one or two directions.</summary>
/// <param name="Hidden">Units per direction, H.</param>
public abstract partial record RecurrentLayer(int Hidden) : ReferenceLayer
{
    /// <summary>Layers in the stack.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether each layer also runs backwards.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>How the directions are joined.</summary>
    public Merge Merge { get; init; }

    /// <summary>Between the layers; through the masks <c>prefix.dropout_l0</c> [B, T, width] only.</summary>
    public float Dropout { get; init; }

    /// <summary>On x; through the masks <c>prefix.input_l0[_reverse]</c> [B, width] only.</summary>
    public float InputDropout { get; init; }

    /// <summary>On h into the recurrence; through the masks <c>prefix.recurrent_l0[_reverse]</c> [B, state] only.</summary>
    public float RecurrentDropout { get; init; }

    /// <summary>
    /// z: state = z * previous + (1 - z) * new for h and c (the expectation, Krueger et al. 2017), unless the masks
    /// <c>prefix.zoneout_h_l0[_reverse]</c> and <c>prefix.zoneout_c_l0[_reverse]</c> [B, T, width] (1 = keep) are given.
    /// </summary>
    public float Zoneout { get; init; }

    /// <summary>Whether a layer's input is added to its merged output where the widths agree.</summary>
    public bool Residual { get; init; }

    /// <summary>Whether there are bias vectors.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Width of h per direction.</summary>
    public virtual int StateWidth => Hidden;

    /// <summary>Whether the cell carries a c beside h.</summary>
    public virtual bool HasCell => false;

    /// <summary>Width of c per direction; 0 for none.</summary>
    protected virtual int CellWidth => HasCell ? Hidden : 0;

    /// <summary>Blocks of H rows in the weights.</summary>
    protected abstract int Gates { get; }

    /// <summary>Name of the attribute.</summary>
    protected abstract string AttributeName { get; }

    internal int Directions => Bidirectional ? 2 : 1;

    /// <inheritdoc/>
    public override int OutputWidth(int inputWidth) => StateWidth * (Merge == Merge.Concatenate ? Directions : 1);

    /// <summary>Shape of the layer's state.</summary>
    public StateShape State(string prefix) => new(prefix, Layers * Directions, StateWidth, CellWidth);

    /// <inheritdoc/>
    public override string Declaration => Describe(new AttributeText(AttributeName).Positional(Hidden)).ToString();

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth)
    {
        int width = inputWidth;
        for (int layer = 0; layer < Layers; layer++, width = OutputWidth(inputWidth))
        {
            for (int direction = 0; direction < Directions; direction++)
            {
                string suffix = Suffix(layer, direction);
                yield return new($"{prefix}.weight_ih{suffix}", Gates * Hidden, width);
                yield return new($"{prefix}.weight_hh{suffix}", Gates * Hidden, StateWidth);
                if (Bias)
                {
                    yield return new($"{prefix}.bias_ih{suffix}", Gates * Hidden);
                    yield return new($"{prefix}.bias_hh{suffix}", Gates * Hidden);
                }

                foreach (var (name, shape) in CellParameters())
                    yield return new($"{prefix}.{name}{suffix}", shape);
            }
        }
    }

    internal static string Suffix(int layer, int direction) =>
        direction == 0 ? $"_l{layer}" : $"_l{layer}_reverse";

    /// <summary>Parameters of one layer and direction beyond the two weights and biases, without prefix and suffix.</summary>
    protected virtual IEnumerable<ParameterShape> CellParameters() => [];

    private protected virtual AttributeText Describe(AttributeText text) => text
        .Named("Layers", Layers, 1).Named("Bidirectional", Bidirectional, false).Named("Merge", Merge, Merge.Concatenate)
        .Named("Dropout", Dropout, 0f).Named("InputDropout", InputDropout, 0f)
        .Named("RecurrentDropout", RecurrentDropout, 0f).Named("Zoneout", Zoneout, 0f)
        .Named("Residual", Residual, false).Named("Bias", Bias, true).Named("Name", Name, null);
}
