namespace LstmGen.Interchange;

/// <summary>What an ONNX file has beside the model's input and its heads' outputs.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// Whether rows may have different lengths: the input <c>lengths</c>, int64 [batch], 1 to the number of steps. Where it is not given
    /// all rows are full. Default: true.
    /// </summary>
    public bool Lengths { get; init; } = true;

    /// <summary>
    /// Whether the recurrent states are inputs (<c>lstm.h.initial</c>, zero where it is not given) and outputs (<c>lstm.h.final</c>), so
    /// that sequences can be computed piece by piece. Keys and values of <c>[SelfAttention]</c> are none: such a model sees the piece
    /// alone. Default: true.
    /// </summary>
    public bool States { get; init; } = true;

    /// <summary>
    /// Whether a head whose output is a probability also has the output <c>NAME.scores</c>, the raw outputs (logits) before softmax or
    /// sigmoid. Heads with a CRF and for CTC always have it. Default: true.
    /// </summary>
    public bool Scores { get; init; } = true;

    /// <summary>Strings of the caller's for the file's metadata; keys that begin with <c>lstmgen.</c> are the library's.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What the columns of the input and the classes are called, for the file's metadata; null to leave it out.</summary>
    public ModelNames? Names { get; init; }
}
