using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Cells;

/// <summary>
/// A cell as users of libtorch write one: the products with the input for all steps at once, then a loop over the steps; a dense layer of
/// the last h.
/// </summary>
internal sealed class ZooNetwork : nn.Module<Tensor, Tensor>
{
    private readonly ZooCell _cell;
    private readonly int _units;
    private readonly Parameter _input, _inputBias;
    private readonly Parameter? _recurrent, _recurrentBias;
    private readonly Parameter[] _weights;
    private readonly Linear _head;

    public ZooNetwork(ZooCell cell, IRecurrentModel model, int units)
        : base("zoo")
    {
        (_cell, _units) = (cell, units);
        Parameter Of(string name)
        {
            ParameterInfo info = model.Description.Parameters.Single(one => one.Name.EndsWith(name, StringComparison.Ordinal));
            float[] values = model.Parameters.Read().Slice(info.Offset, info.Length).ToArray();
            var parameter = new Parameter(tensor(values, [.. info.Shape.Select(size => (long)size)]));
            register_parameter(name.Replace('.', '_'), parameter);
            return parameter;
        }

        bool recurrent = cell.Gates.Any(gate => gate != 'i');
        (_input, _inputBias) = (Of(".weight_ih_l0"), Of(".bias_ih_l0"));
        (_recurrent, _recurrentBias) = recurrent ? (Of(".weight_hh_l0"), Of(".bias_hh_l0")) : (null, null);
        _weights = [.. model.Description.Parameters.Where(
            one => one.Shape.Length == 1 && one.Name.Contains(".weight_", StringComparison.Ordinal)).Select(one => Of(one.Name))];
        if (_weights.Length != cell.Weights)
            throw new InvalidOperationException($"{cell.Name} has {_weights.Length} weights per unit, the catalog says {cell.Weights}.");
        _head = nn.Linear(units, 1);
        using (no_grad())
        {
            _head.weight!.copy_(Of("head.weight"));
            _head.bias!.copy_(Of("head.bias"));
        }

        RegisterComponents();
    }

    /// <summary>What is trained.</summary>
    public Parameter[] Trained =>
        [_input, _inputBias, .. _recurrent is null ? [] : new[] { _recurrent, _recurrentBias! }, .. _weights, _head.weight!, _head.bias!];

    /// <summary>Outputs of a batch [T, B, inputs].</summary>
    public override Tensor forward(Tensor input)
    {
        long batch = input.shape[1];
        Tensor[] x = nn.functional.linear(input, _input, _inputBias).unbind(0);
        var step = new ZooStep(_cell.Gates, _recurrent, _recurrentBias, _units)
        {
            Weights = _weights, States = [.. Enumerable.Range(0, _cell.States).Select(_ => zeros(batch, _units))],
        };
        Tensor h = zeros(batch, _units);
        foreach (Tensor one in x)
        {
            step.Begin(one, h);
            h = _cell.Step(step);
        }

        return _head.call(h);
    }
}
