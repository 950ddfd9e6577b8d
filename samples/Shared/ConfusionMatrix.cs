using System.Numerics.Tensors;
using LstmGen.Reporting;

namespace LstmGen.Samples;

/// <summary>Counts of actual and predicted classes; the predicted one is the likeliest.</summary>
internal sealed class ConfusionMatrix
{
    private readonly IReadOnlyList<string> _classes;
    private readonly int[,] _counts;

    /// <param name="classes">Names of the classes.</param>
    /// <param name="probabilities">Per example one number for each class.</param>
    /// <param name="actual">The class of an example.</param>
    public ConfusionMatrix(IReadOnlyList<string> classes, float[][] probabilities, Func<int, int> actual)
    {
        (_classes, _counts) = (classes, new int[classes.Count, classes.Count]);
        int right = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            int predicted = TensorPrimitives.IndexOfMax(probabilities[i]);
            _counts[actual(i), predicted]++;
            right += predicted == actual(i) ? 1 : 0;
        }

        Accuracy = (double)right / probabilities.Length;
    }

    /// <summary>Share of right predictions.</summary>
    public double Accuracy { get; }

    public ConfusionMatrixChart Chart(string title) => new() { Title = title, Classes = _classes, Counts = _counts };
}
