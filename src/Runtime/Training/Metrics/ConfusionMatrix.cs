using System.Globalization;
using System.Text;
using LstmGen.Training;

namespace LstmGen;

/// <summary>How often each class was predicted for each target. scikit-learn: <c>confusion_matrix</c>.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _cells;      // [target, predicted]

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2.</exception>
    public ConfusionMatrix(int classes)
    {
        Classes = (int)ArgumentCheck.AtLeast(classes, 2, "Pass the classes of the head.");
        _cells =
            new long[CompilerServices.BlockSize.Of(
                classes, classes, "classes x classes", "Take a metric that counts no pairs of classes, such as Accuracy.")];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Items counted.</summary>
    public long Count { get; private set; }

    /// <summary>Items of class <paramref name="target"/> that were predicted as <paramref name="predicted"/>.</summary>
    public long this[int target, int predicted] => _cells[Cell(target, predicted)];

    /// <summary>Counts one item.</summary>
    /// <param name="predicted">In [0, classes).</param>
    /// <param name="target">In [0, classes).</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public void Add(int predicted, int target)
    {
        _cells[Cell(target, predicted)]++;
        Count++;
    }

    /// <summary>Items of a class that were predicted as it.</summary>
    public long TruePositives(int label) => this[label, label];

    /// <summary>Items that were predicted as a class: its column.</summary>
    public long Predicted(int label)
    {
        long sum = 0;
        for (int target = 0; target < Classes; target++)
            sum += this[target, label];
        return sum;
    }

    /// <summary>Items of a class: its row.</summary>
    public long Support(int label)
    {
        long sum = 0;
        for (int predicted = 0; predicted < Classes; predicted++)
            sum += this[label, predicted];
        return sum;
    }

    /// <summary>Sets all counts to 0.</summary>
    public void Reset()
    {
        Array.Clear(_cells);
        Count = 0;
    }

    /// <summary>The table, one line per target class.</summary>
    public override string ToString()
    {
        int width = _cells.Max().ToString(CultureInfo.InvariantCulture).Length + 1;
        var text = new StringBuilder();
        for (int target = 0; target < Classes; target++)
        {
            for (int predicted = 0; predicted < Classes; predicted++)
                text.Append(this[target, predicted].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            text.Append('\n');
        }

        return text.ToString();
    }

    private int Cell(int target, int predicted)
    {
        RequireClass(target, nameof(target));
        RequireClass(predicted, nameof(predicted));
        return target * Classes + predicted;
    }

    private void RequireClass(int label, string argument)
    {
        if ((uint)label >= (uint)Classes)
            throw new ArgumentOutOfRangeException(argument, label, $"{argument} must be a class from 0 to {Classes - 1}.");
    }
}
