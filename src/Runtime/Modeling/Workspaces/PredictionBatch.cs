namespace LstmGen.CompilerServices;

/// <summary>What a prediction for a batch is given.</summary>
internal readonly ref struct PredictionBatch
{
    /// <summary>[B, T, features]; empty for token ids.</summary>
    public ReadOnlySpan<float> Features { get; init; }

    /// <summary>[B, T]; empty for features.</summary>
    public ReadOnlySpan<int> Tokens { get; init; }

    /// <summary>[B, static features]; empty for none.</summary>
    public ReadOnlySpan<float> Statics { get; init; }

    /// <summary>Steps of each row, [B]; empty where all have T.</summary>
    public ReadOnlySpan<int> Lengths { get; init; }

    /// <summary>Rows, B.</summary>
    public required int Rows { get; init; }

    /// <summary>Steps, T.</summary>
    public required int Steps { get; init; }
}
