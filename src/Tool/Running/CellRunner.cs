using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>One direction of a recurrent layer: the formulas of a step.</summary>
internal abstract class CellRunner
{
    /// <summary>Reads a parameter by its name without layer and direction; null where there is none.</summary>
    public required Func<string, double[]?> Weight { get; init; }

    public required int Hidden { get; init; }

    /// <summary>The states after a step; h is the first.</summary>
    public abstract double[][] Step(double[] x, double[][] states);

    public static CellRunner Of(DeclaredElement element, Func<string, double[]?> weight)
    {
        int hidden = element.Int("Hidden");
        return element.Kind switch
        {
            "Lstm" => new LstmRunner(element.Bool("CoupledGates"), element.Float("CellClip")) { Weight = weight, Hidden = hidden },
            "Gru" => new GruRunner(element.Bool("ResetAfter", true)) { Weight = weight, Hidden = hidden },
            "Rnn" => new RnnRunner(element.Bool("Relu") ? "Relu" : "Tanh") { Weight = weight, Hidden = hidden },
            _ => new EquationRunner(CellText.Parse(element.Word("Equations", ""))) { Weight = weight, Hidden = hidden },
        };
    }

    /// <summary>W x + b.</summary>
    protected double[] Input(double[] x) => Vectors.Product(Weight("weight_ih")!, Weight("bias_ih"), x);

    /// <summary>U h + b.</summary>
    protected double[] Recurrent(double[] h) => Vectors.Product(Weight("weight_hh")!, Weight("bias_hh"), h);

    protected double[] Gate(double[] gates, int gate) => gates[(gate * Hidden)..((gate + 1) * Hidden)];
}
