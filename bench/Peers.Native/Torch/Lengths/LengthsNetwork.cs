using LstmGen.Bench.Peers.Grid;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Lengths;

/// <summary>A case's network over rows of several lengths: packed sequences, or padded rows whose own last step is picked.</summary>
internal sealed class LengthsNetwork : nn.Module<Tensor, Tensor>
{
    private readonly BenchCase _case;
    private readonly bool _packed;
    private readonly Tensor _lengths, _last;
    private readonly Embedding? _embedding;
    private readonly nn.Module _layer;
    private readonly Linear? _head;

    public LengthsNetwork(BenchCase c, int[] lengths, bool packed)
        : base("network")
    {
        (_case, _packed) = (c, packed);
        _lengths = TorchBatch.Long(lengths, lengths.Length);
        _last = (_lengths - 1).reshape(-1, 1, 1).expand(-1, 1, c.Hidden[^1] * c.Directions).contiguous();
        if (c.Vocabulary > 0)
            _embedding = nn.Embedding(c.Vocabulary, c.Input);
        _layer = c.Cell == "lstm"
            ? nn.LSTM(c.Input, c.Hidden[0], c.Hidden.Length, batchFirst: true, bidirectional: c.Bidirectional)
            : nn.GRU(c.Input, c.Hidden[0], c.Hidden.Length, batchFirst: true, bidirectional: c.Bidirectional);
        if (c.Head != "none")
            _head = nn.Linear(c.Hidden[^1] * c.Directions, c.Outputs);
        RegisterComponents();
    }

    /// <summary>Sets all weights; <paramref name="values"/> has the declared model's, which lie in the same order.</summary>
    public void Load(ReadOnlySpan<float> values) => TorchWeights.Load(this, values);

    public override Tensor forward(Tensor input)
    {
        Tensor x = _embedding is null ? input : _embedding.call(input);
        (Tensor y, Tensor final) = _packed ? Packed(x) : Padded(x);
        if (_case.Head == "last")
            y = _case.Bidirectional ? cat([final[-2], final[-1]], 1) : _packed ? final[-1] : y.gather(1, _last).squeeze(1);
        return _head is null ? y : _head.call(y);
    }

    private (Tensor Output, Tensor Final) Packed(Tensor x)
    {
        using var packed = nn.utils.rnn.pack_padded_sequence(x, _lengths, batch_first: true, enforce_sorted: false);
        (nn.utils.rnn.PackedSequence output, Tensor final) = _layer is LSTM lstm ? First(lstm.call(packed)) : ((GRU)_layer).call(packed);
        using (output)
        {
            return _case.Head == "last" ? (final, final)
                : (nn.utils.rnn.pad_packed_sequence(output, batch_first: true, total_length: _case.Steps).Item1, final);
        }
    }

    private (Tensor Output, Tensor Final) Padded(Tensor x)
    {
        if (_layer is not LSTM lstm)
            return ((GRU)_layer).call(x);
        (Tensor y, Tensor h, _) = lstm.call(x);
        return (y, h);
    }

    private static (nn.utils.rnn.PackedSequence Output, Tensor Final) First(
        (nn.utils.rnn.PackedSequence Output, Tensor H, Tensor C) result) => (result.Output, result.H);
}
