namespace LstmGen.Interchange.Structure;

/// <summary>States and parameters of one direction of a recurrent layer.</summary>
internal sealed class RecurrentLayout
{
    private readonly DeclaredElement _element;
    private readonly int _hidden, _inputGates, _hiddenGates;
    private readonly CellText? _cell;

    /// <exception cref="FormatException">The equations of a cell are malformed.</exception>
    public RecurrentLayout(DeclaredElement element, int hidden)
    {
        (_element, _hidden) = (element, hidden);
        _cell = element.Kind == "Cell" ? CellText.Parse(element.Word("Equations", "")) : null;
        int gates = element.Kind switch { "Lstm" => element.Bool("CoupledGates") ? 3 : 4, "Gru" => 3, _ => 1 };
        (_inputGates, _hiddenGates) = _cell is null ? (gates, gates) : (_cell.InputGates, _cell.HiddenGates);
        string[] more = _cell is not null ? [.. _cell.States] : element.Kind == "Lstm" ? ["c"] : [];
        States = [("h", element.Int("Projection") is > 0 and var projection ? projection : hidden),
            .. more.Select(state => (state, hidden))];
    }

    /// <summary>The states with their sizes; h first.</summary>
    public IReadOnlyList<(string Name, int Size)> States { get; }

    /// <summary>The parameters, without layer and direction, for a layer that reads <paramref name="inputs"/> values.</summary>
    public IEnumerable<(string Name, int[] Shape)> Parameters(int inputs)
    {
        int rows = checked(_inputGates * _hidden), hiddenRows = checked(_hiddenGates * _hidden);
        bool bias = _element.Bool("Bias", true), peepholes = _element.Bool("Peepholes"), normalized = _element.Bool("LayerNorm");
        yield return ("weight_ih", [rows, inputs]);
        if (hiddenRows > 0)
            yield return ("weight_hh", [hiddenRows, States[0].Size]);
        if (bias)
            yield return ("bias_ih", [rows]);
        if (bias && hiddenRows > 0)
            yield return ("bias_hh", [hiddenRows]);
        if (_element.Int("Projection") > 0)
            yield return ("weight_hr", [States[0].Size, _hidden]);
        foreach (string gate in peepholes ? _element.Bool("CoupledGates") ? ["ci", "co"] : (string[])["ci", "cf", "co"] : [])
            yield return ($"weight_{gate}", [_hidden]);
        foreach ((string name, int size) in normalized
            ? [("norm_ih_weight", rows), ("norm_hh_weight", rows), ("norm_c_weight", _hidden), ("norm_c_bias", _hidden)]
            : ((string, int)[])[])
            yield return (name, [size]);
        foreach (string weight in _cell?.Weights ?? [])
            yield return ($"weight_{weight}", [_hidden]);
    }
}
