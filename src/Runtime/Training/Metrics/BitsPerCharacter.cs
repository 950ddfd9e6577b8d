using LstmGen.Training;

namespace LstmGen;

/// <summary>Mean bits that the model needs to write a character.</summary>
/// <remarks>
/// mean(-log2 p). Source: Graves 2013, "Generating Sequences With Recurrent Neural Networks". Where a token is longer than a character,
/// pass the number of characters to <see cref="LikelihoodMetric.AddLoss"/>. <see cref="ClassMetric.Add"/> takes logits or
/// log-probabilities.
/// </remarks>
/// <param name="vocabulary">Number of tokens, at least 2.</param>
/// <param name="ignoreIndex">A target that is not counted, such as padding.</param>
public sealed class BitsPerCharacter(int vocabulary, int? ignoreIndex = null) : LikelihoodMetric(vocabulary, ignoreIndex)
{
    /// <inheritdoc/>
    public override string Name => "bits_per_character";

    /// <inheritdoc/>
    public override Metric CreateRun() => new BitsPerCharacter(Classes, IgnoreIndex);

    /// <inheritdoc/>
    public override double Value => NatsPerItem / Math.Log(2);
}
