using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Translation;

/// <summary>
/// The declared pair as a user of TorchSharp writes it: the reader a fused module over packed sequences, the writer a loop over steps
/// around a cell, the attention after it and the words over whole sequences.
/// </summary>
internal sealed class TranslationNetwork : nn.Module
{
    private const int Size = 256, Units = 512;
    private readonly Embedding _sourceWords = nn.Embedding(TranslationData.SourceWords, Size, padding_idx: 0);
    private readonly GRU _reader = nn.GRU(Size, Units, batchFirst: true, bidirectional: true);
    private readonly Embedding _targetWords = nn.Embedding(TranslationData.TargetWords, Size, padding_idx: 0);
    private readonly Linear _query = nn.Linear(Units, Units, hasBias: false), _key = nn.Linear(2 * Units, Units, hasBias: false);
    private readonly Linear _score = nn.Linear(Units, 1, hasBias: false);
    private readonly GRUCell _writer = nn.GRUCell(Size + 2 * Units, Units);
    private readonly Linear _key2 = nn.Linear(2 * Units, Units, hasBias: false), _output = nn.Linear(3 * Units, Units, hasBias: false);
    private readonly Linear _words = nn.Linear(Units, TranslationData.TargetWords), _bridge = nn.Linear(2 * Units, Units);
    private readonly Dropout _dropout;

    /// <param name="dropout">The rate before the reader, the writer and the words.</param>
    public TranslationNetwork(double dropout)
        : base("translation")
    {
        _dropout = nn.Dropout(dropout);
        RegisterComponents();
    }

    /// <summary>Sets all weights from the declared pair's, by their names.</summary>
    public void Load(EncoderDecoder pair)
    {
        using var unwatched = no_grad();
        (string Name, Tensor To)[] all =
        [
            ("encoder.embedding.weight", _sourceWords.weight!), .. Named(_reader, "encoder.gru."),
            ("decoder.embedding.weight", _targetWords.weight!),
            ("decoder.attention.query.weight", _query.weight!), ("decoder.attention.key.weight", _key.weight!),
            ("decoder.attention.score.weight", _score.weight!), .. Named(_writer, "decoder.gru.", "_l0"),
            ("decoder.attention2.key.weight", _key2.weight!),
            ("decoder.attention2.output.weight", _output.weight!), ("decoder.head.weight", _words.weight!),
            ("decoder.head.bias", _words.bias!),
            ("decoder.bridge.weight_h_l0", _bridge.weight!), ("decoder.bridge.bias_h_l0", _bridge.bias!),
        ];
        foreach ((string name, Tensor to) in all)
        {
            using Tensor values = tensor(pair.Parameters.Read(name).ToArray(), to.shape);
            to.copy_(values);
        }

        long count = parameters().Sum(p => p.numel());
        if (count != pair.Parameters.Count)
            throw new InvalidOperationException(
                $"The network has {count} weights and the declared pair {pair.Parameters.Count}: they differ.");
    }

    /// <summary>The mean loss of a batch.</summary>
    public Tensor Loss(TranslationBatch batch)
    {
        (Tensor keys, Tensor state) = Read(batch);
        Tensor x = _dropout.call(_targetWords.call(batch.Inputs)), projected = _key.call(keys);
        List<Tensor> states = [];
        for (int t = 0; t < batch.Inputs.shape[1]; t++)
        {
            Tensor scores = _score.call(tanh(_query.call(state).unsqueeze(1) + projected)).squeeze(-1);
            Tensor context = Weighted(scores, batch.Padding, keys);
            state = _writer.call(cat([x.select(1, t), context], 1), state);
            states.Add(state);
        }

        Tensor queries = stack(states, 1), alike = queries.bmm(_key2.call(keys).transpose(1, 2)), padding = batch.Padding.unsqueeze(1);
        Tensor weights = alike.masked_fill(padding, float.NegativeInfinity).softmax(-1);
        Tensor attended = tanh(_output.call(cat([weights.bmm(keys), queries], 2)));
        Tensor logits = _words.call(_dropout.call(attended));
        return nn.functional.cross_entropy(
            logits.reshape(-1, TranslationData.TargetWords), batch.Targets.reshape(-1), ignore_index: TranslationBatch.Ignored);
    }

    private (Tensor Outputs, Tensor State) Read(TranslationBatch batch)
    {
        var packed =
            nn.utils.rnn.pack_padded_sequence(
                _dropout.call(_sourceWords.call(batch.Source)), batch.Lengths, batch_first: true, enforce_sorted: false);
        (nn.utils.rnn.PackedSequence outputs, Tensor final) = _reader.call(packed, null);
        (Tensor padded, _) = nn.utils.rnn.pad_packed_sequence(outputs, batch_first: true);
        return (padded, tanh(_bridge.call(cat([final[0], final[1]], 1))));
    }

    private static Tensor Weighted(Tensor scores, Tensor padding, Tensor keys) =>
        scores.masked_fill(padding, float.NegativeInfinity).softmax(-1).unsqueeze(1).bmm(keys).squeeze(1);

    private static IEnumerable<(string Name, Tensor To)> Named(nn.Module module, string prefix, string suffix = "") =>
        module.named_parameters().Select(p => (prefix + p.name + suffix, (Tensor)p.parameter));
}
