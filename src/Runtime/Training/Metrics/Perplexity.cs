using LstmGen.Training;

namespace LstmGen;

/// <summary>How many equally likely tokens the model hesitates between: exp of the mean negative log-likelihood.</summary>
/// <remarks>
/// exp(mean(-ln p)). Source: Jurafsky and Martin, Speech and Language Processing, chapter 3. <see cref="ClassMetric.Add"/> takes logits or
/// log-probabilities.
/// </remarks>
/// <param name="vocabulary">Number of tokens, at least 2.</param>
/// <param name="ignoreIndex">A target that is not counted, such as padding.</param>
public sealed class Perplexity(int vocabulary, int? ignoreIndex = null) : LikelihoodMetric(vocabulary, ignoreIndex)
{
    /// <inheritdoc/>
    public override string Name => "perplexity";

    /// <inheritdoc/>
    public override Metric CreateRun() => new Perplexity(Classes, IgnoreIndex);

    /// <inheritdoc/>
    public override double Value => Math.Exp(NatsPerItem);
}
