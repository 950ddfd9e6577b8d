using LstmGen.Bench.Peers.Grid;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

/// <summary>
/// A case's network as a user of TorchSharp writes it: layers of equal width are one module, so that libtorch may fuse them; others follow
/// one another with dropout after each.
/// </summary>
internal sealed class TorchNetwork : nn.Module<Tensor, Tensor>
{
    private readonly BenchCase _case;
    private readonly Embedding? _embedding;
    private readonly ModuleList<nn.Module> _layers = [];
    private readonly Dropout? _between;
    private readonly Linear? _head;

    /// <param name="c">The case.</param>
    /// <param name="dropout">Whether the case's dropout acts; with it no two libraries draw the same masks.</param>
    public TorchNetwork(BenchCase c, bool dropout = true)
        : base("network")
    {
        _case = c;
        double rate = dropout ? c.Dropout : 0;
        if (c.Vocabulary > 0)
            _embedding = nn.Embedding(c.Vocabulary, c.Input);
        if (c.Hidden.Distinct().Count() == 1)
        {
            _layers.Add(Layer(c.Input, c.Hidden[0], c.Hidden.Length, c.Hidden.Length > 1 ? rate : 0));
        }
        else
        {
            int inputs = c.Input;
            foreach (int units in c.Hidden)
            {
                _layers.Add(Layer(inputs, units, 1, 0));
                inputs = units * c.Directions;
            }

            _between = nn.Dropout(rate);
        }

        if (c.Head != "none")
            _head = nn.Linear(c.Hidden[^1] * c.Directions, c.Outputs);
        RegisterComponents();
    }

    /// <summary>Sets all weights; <paramref name="values"/> has the declared model's, which lie in the same order.</summary>
    public void Load(ReadOnlySpan<float> values) => TorchWeights.Load(this, values);

    /// <summary>Outputs of a batch, [B, T, inputs] or [B, T] tokens.</summary>
    public override Tensor forward(Tensor input) => Run(input, null).Output;

    /// <summary>Outputs, and every layer's states after the last step, which the next call may start from.</summary>
    public (Tensor Output, Tensor[][] States) Run(Tensor x, Tensor[][]? states)
    {
        if (_embedding is not null)
            x = _embedding.call(x);
        Tensor[][] after = new Tensor[_layers.Count][];
        for (int i = 0; i < after.Length; i++)
        {
            (x, after[i]) = Layer(_layers[i], x, states?[i]);
            if (_between is not null)
                x = _between.call(x);
        }

        if (_head is null)
            return (x, after);
        if (_case.Head == "last")
            x = _case.Bidirectional ? cat([after[^1][0][-2], after[^1][0][-1]], 1) : x.select(1, -1);
        return (_head.call(x), after);
    }

    private static (Tensor Output, Tensor[] States) Layer(nn.Module layer, Tensor x, Tensor[]? states)
    {
        if (layer is LSTM lstm)
        {
            (Tensor y, Tensor h, Tensor c) = lstm.forward(x, states is null ? null : (states[0], states[1]));
            return (y, [h, c]);
        }

        (Tensor output, Tensor final) = layer is GRU gru ? gru.forward(x, states?[0]) : ((RNN)layer).forward(x, states?[0]);
        return (output, [final]);
    }

    private nn.Module Layer(int inputs, int units, int layers, double dropout) => _case.Cell switch
    {
        "lstm" => nn.LSTM(inputs, units, layers, batchFirst: true, dropout: dropout, bidirectional: _case.Bidirectional),
        "gru" => nn.GRU(inputs, units, layers, batchFirst: true, dropout: dropout, bidirectional: _case.Bidirectional),
        _ => nn.RNN(inputs, units, layers, batchFirst: true, dropout: dropout, bidirectional: _case.Bidirectional),
    };
}
