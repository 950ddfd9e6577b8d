namespace LstmGen;

/// <summary>
/// A language model over the labels of a CTC head: digits, words or characters. States are numbers that the model gives out; each stands
/// for what it remembers of the labels so far.
/// </summary>
public interface ILabelModel
{
    /// <summary>The state before the first label.</summary>
    int Start { get; }

    /// <summary>ln p(<paramref name="label"/> | the labels so far); minus infinity for a label that cannot follow.</summary>
    /// <param name="state">The state after the labels so far.</param>
    /// <param name="label">A symbol of the head, not the blank.</param>
    /// <param name="next">The state after <paramref name="label"/>.</param>
    double Score(int state, int label, out int next);

    /// <summary>ln p(nothing follows | the labels so far); 0 where the model knows no ends.</summary>
    /// <param name="state">The state after the labels so far.</param>
    double EndScore(int state);
}
