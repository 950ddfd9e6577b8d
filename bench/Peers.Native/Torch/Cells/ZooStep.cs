using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Cells;

/// <summary>What a step reads and keeps.</summary>
internal sealed class ZooStep(string gates, Parameter? recurrent, Parameter? bias, int units)
{
    private readonly int[] _ofInput = Places(gates, "bio"), _ofHidden = Places(gates, "bho");
    private readonly bool _one = gates.All(gate => gate == 'b');
    private Tensor[] _x = [], _h = [];

    /// <summary>h after the step before, [B, units].</summary>
    public Tensor H { get; private set; } = null!;

    /// <summary>The states beside h, [B, units] each.</summary>
    public Tensor[] States { get; init; } = [];

    /// <summary>Learned numbers, [units] each.</summary>
    public required Parameter[] Weights { get; init; }

    /// <summary>Begins a step.</summary>
    /// <param name="x">W_ih x + b_ih of all gates that read the input, [B, gates units].</param>
    /// <param name="h">h after the step before.</param>
    public void Begin(Tensor x, Tensor h)
    {
        H = h;
        bool others = gates.Contains('o', StringComparison.Ordinal);
        if (_one)
        {
            _x = (x + nn.functional.linear(h, recurrent!, bias)).chunk(gates.Length, 1);
            return;
        }

        _x = x.chunk(_ofInput.Max() + 1, 1);
        if (recurrent is null)
            return;
        int own = gates.Count(gate => gate is 'b' or 'h'); // those that read another value come last
        _h =
            (others
                ? nn.functional.linear(h, recurrent.narrow(0, 0, own * units), bias!.narrow(0, 0, own * units))
                : nn.functional.linear(h, recurrent, bias)).chunk(own, 1);
    }

    /// <summary>What a gate has before its function.</summary>
    public Tensor Gate(int gate) => (_one, gates[gate]) switch
    {
        (true, _) or (_, 'i') => _x[_ofInput[gate]],
        (_, 'h') => _h[_ofHidden[gate]],
        _ => _x[_ofInput[gate]] + _h[_ofHidden[gate]],
    };

    /// <summary>The same for a gate that multiplies another value than h.</summary>
    public Tensor Gate(int gate, Tensor other)
    {
        int row = _ofHidden[gate] * units;
        return _x[_ofInput[gate]] + nn.functional.linear(other, recurrent!.narrow(0, row, units), bias!.narrow(0, row, units));
    }

    private static int[] Places(string gates, string kinds)
    {
        int next = 0;
        return [.. gates.Select(gate => kinds.Contains(gate, StringComparison.Ordinal) ? next++ : -1)];
    }
}
