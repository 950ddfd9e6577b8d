namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>A cell: as the operator of ONNX, or as the equations of one step.</summary>
internal abstract class RecurrentCell
{
    /// <summary>States of a direction and their sizes; the first is h, the cell's output.</summary>
    public required IReadOnlyList<(string Name, int Size)> States { get; init; }

    /// <summary>Prefix of the parameters' names.</summary>
    public required string Prefix { get; init; }

    /// <summary>Units.</summary>
    public required int Hidden { get; init; }

    public required bool Bias { get; init; }

    /// <summary>Share of the old state that is kept: the expectation of zoneout.</summary>
    public float Zoneout { get; init; }

    /// <summary>Width of h.</summary>
    public int OutputSize => States[0].Size;

    /// <summary>Whether the operator computes the same.</summary>
    public abstract bool Standard { get; }

    /// <summary>The operator's name.</summary>
    public abstract string Op { get; }

    /// <summary>For each of the operator's blocks of gates its place in the parameters; -1 where they have none.</summary>
    public abstract int[] GateOrder { get; }

    /// <summary>Blocks of gates in the parameters.</summary>
    public int Gates => GateOrder.Count(place => place >= 0);

    /// <summary>Further attributes of the operator.</summary>
    public virtual IEnumerable<Model.OnnxAttribute> Attributes(int directions) => [];

    /// <summary>The operator's peephole weights of one direction, [3 H]; null for none.</summary>
    public virtual float[]? Peepholes(ExportScope scope, string suffix) => null;

    /// <summary>
    /// What of a step does not depend on the states, for all steps at once or, in a body, for one: [.., B, inputs] to [.., B, gates x H].
    /// </summary>
    public virtual string Input(ExportScope scope, GraphWriter graph, string suffix, string x)
    {
        string product = graph.Add("MatMul", [x, scope.Transposed($"{Prefix}.weight_ih{suffix}")]);
        return Bias ? graph.Sum(product, scope.Parameter($"{Prefix}.bias_ih{suffix}")) : product;
    }

    /// <summary>The equations of a step.</summary>
    /// <param name="body">The body of the loop.</param>
    /// <param name="weights">Constants of this layer and direction, made by <see cref="Weights"/>.</param>
    /// <param name="input">What <see cref="Input"/> gave, of this step, [B, gates x H].</param>
    /// <param name="states">The states before the step, [B, size] each.</param>
    /// <returns>The states after it, before zoneout.</returns>
    public abstract string[] Step(
        GraphWriter body, IReadOnlyDictionary<string, string> weights, string input, IReadOnlyList<string> states);

    /// <summary>
    /// The constants that <see cref="Step"/> reads, by the names of their parameters without prefix and suffix; matrices transposed.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Weights(ExportScope scope, string suffix)
    {
        var weights = new Dictionary<string, string>(
            StringComparer.Ordinal) { ["weight_hh"] = scope.Transposed($"{Prefix}.weight_hh{suffix}") };
        if (Bias)
            weights["bias_hh"] = scope.Parameter($"{Prefix}.bias_hh{suffix}");
        return weights;
    }

    /// <summary>h W_hh^T + b_hh.</summary>
    protected static string Recurrent(GraphWriter body, IReadOnlyDictionary<string, string> weights, string hidden)
    {
        string product = body.Add("MatMul", [hidden, weights["weight_hh"]]);
        return weights.TryGetValue("bias_hh", out string? bias) ? body.Sum(product, bias) : product;
    }

    /// <summary>The block of one gate, [B, H].</summary>
    protected string Gate(GraphWriter body, string gates, int place) => body.Slice(gates, place * Hidden, (place + 1) * Hidden, 1);

    /// <summary>1 - x.</summary>
    protected static string OneMinus(GraphWriter body, string x) => body.Add("Sub", [body.Float(1), x]);
}
