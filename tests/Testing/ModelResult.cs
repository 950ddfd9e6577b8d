namespace LstmGen.Testing;

/// <summary>What an emitted model computed for one batch; laid out as the reference's results.</summary>
public sealed record ModelResult
{
    /// <summary>The loss, with the products of given gradients.</summary>
    public required double Loss { get; init; }

    /// <summary>Raw outputs by head, [B, N] or [B, T', N].</summary>
    public required Dictionary<string, double[]> Outputs { get; init; }

    /// <summary>Attention weights [B, T'] by head, where the head pools by attention.</summary>
    public required Dictionary<string, double[]> Attention { get; init; }

    /// <summary>Final states by name, such as <c>lstm.h</c>, [layers x directions, B, units].</summary>
    public required Dictionary<string, double[]> FinalStates { get; init; }

    /// <summary>Gradients by parameter.</summary>
    public required Dictionary<string, double[]> Gradients { get; init; }

    /// <summary>Gradient of the features [B, T, F]; null for tokens.</summary>
    public required double[]? InputGradient { get; init; }

    /// <summary>Gradient of the source [B, S, width]; null without one.</summary>
    public double[]? SourceGradient { get; init; }

    /// <summary>Weights of each attention layer, in order of declaration, [B, T, S].</summary>
    public IReadOnlyList<double[]> Alignments { get; init; } = [];

    /// <summary>Gradients of the initial states by name.</summary>
    public required Dictionary<string, double[]> InitialStateGradients { get; init; }
}
