using System.Text.Json.Serialization;

namespace LstmGen.Bench.Peers.Grid;

/// <summary>One network and the shape of its batch. Every peer runs the same; records pair by <see cref="Id"/>.</summary>
/// <remarks>
/// A vocabulary puts an embedding of it, <see cref="Input"/> wide, first. Head: none (the hidden states), last (dense
/// on the last step) or token (dense at every step). Loss: mse, ce (cross-entropy of classes) or bce (of bits).
/// </remarks>
internal sealed record BenchCase
{
    [JsonPropertyName("id")] public required string Id { get; init; }

    [JsonPropertyName("cell")] public string Cell { get; init; } = "lstm";

    [JsonPropertyName("layers")] public int Layers { get; init; } = 1;

    [JsonPropertyName("bidirectional")] public bool Bidirectional { get; init; }

    [JsonPropertyName("input")] public required int Input { get; init; }

    /// <summary>Units of each layer.</summary>
    [JsonPropertyName("hidden")] public required int[] Hidden { get; init; }

    [JsonPropertyName("T")] public required int Steps { get; init; }

    [JsonPropertyName("B")] public required int Batch { get; init; }

    [JsonPropertyName("vocab")] public int Vocabulary { get; init; }

    [JsonPropertyName("dropout")] public double Dropout { get; init; }

    [JsonPropertyName("head")] public string Head { get; init; } = "none";

    [JsonPropertyName("out")] public int Outputs { get; init; }

    [JsonPropertyName("loss")] public string Loss { get; init; } = "mse";

    /// <summary>model: from a tutorial or a product; raw: one layer without a head; sample: a stream beside the grid.</summary>
    [JsonPropertyName("group")] public string Group { get; init; } = "model";

    [JsonIgnore] public int Directions => Bidirectional ? 2 : 1;

    [JsonIgnore] public int Gates => Cell switch { "lstm" => 4, "gru" => 3, _ => 1 };

    /// <summary>Whether the model can be run one step at a time, and the case is the one that does.</summary>
    [JsonIgnore] public bool Streams => !Bidirectional && (Group == "model" || Batch == 1);

    /// <summary>
    /// Multiplications and additions of the matrix products of one run. Training: the forward pass, and as many again for the gradients of
    /// the weights and of the inputs; nobody asks for the gradient of the sequences themselves.
    /// </summary>
    public double Flops(string mode)
    {
        double perStep = 0, perRow = 0;
        int inner = Input;
        double unasked = Vocabulary > 0 ? 0 : 2.0 * Directions * Gates * Hidden[0] * Input;
        foreach (int hidden in Hidden)
        {
            perStep += 2.0 * Directions * Gates * hidden * (inner + hidden);
            inner = hidden * Directions;
        }

        if (Head == "token")
            perStep += 2.0 * inner * Outputs;
        else if (Head == "last")
            perRow = 2.0 * inner * Outputs;
        return mode switch
        {
            "stream" => perStep + perRow,
            "train" => Batch * (Steps * (3 * perStep - unasked) + 3 * perRow),
            _ => Batch * (Steps * perStep + perRow),
        };
    }
}
