namespace LstmGen.CompilerServices;

public static partial class SoftmaxCrossEntropy
{
    /// <summary>What the weighted mean divides by: the sum of the class weights of all targets that are not ignored.</summary>
    /// <param name="targets">Class of each row of the whole batch, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="classWeights">Weight of each class, [classes]; empty: 1 throughout, so that rows are counted.</param>
    /// <param name="ignoreIndex">The target that does not count.</param>
    /// <param name="classes">Classes.</param>
    /// <returns>The sum, 0 where every target is ignored (PyTorch's mean is NaN then; see <see cref="LossScale.Of"/>).</returns>
    /// <exception cref="ArgumentException">A target is no class, or the weights are not one per class.</exception>
    public static double Normalizer(ReadOnlySpan<int> targets, ReadOnlySpan<float> classWeights, int ignoreIndex, int classes)
    {
        _ = CheckWeights(classWeights, classes);
        double sum = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            if (targets[row] == ignoreIndex)
                continue;
            CheckTarget(targets, row, classes);
            sum += classWeights.IsEmpty ? 1 : classWeights[targets[row]];
        }

        return sum;
    }

    /// <summary>The sum of the weights of all classes.</summary>
    private static double CheckWeights(ReadOnlySpan<float> classWeights, int classes)
    {
        if (classWeights.IsEmpty)
            return classes;
        RowCheck.Same(classWeights.Length, classes, nameof(classWeights));
        double sum = 0;
        foreach (float weight in classWeights)
            sum += weight;
        return sum;
    }

    private static void CheckTarget(ReadOnlySpan<int> targets, int row, int classes)
    {
        if ((uint)targets[row] >= (uint)classes)
        {
            throw new ArgumentOutOfRangeException(nameof(targets), targets[row],
                $"The target of row {row} must be a class in [0, {classes}) or the ignored index.");
        }
    }
}
