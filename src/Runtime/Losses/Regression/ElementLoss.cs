namespace LstmGen.Losses;

/// <summary>A loss of one output and its target that depends on their difference alone.</summary>
internal interface IElementLoss
{
    /// <summary>The loss at <paramref name="difference"/> = output - target.</summary>
    double Loss(double difference);

    /// <summary>The derivative of <see cref="Loss"/> by the output.</summary>
    double Slope(double difference);
}

/// <summary>Runs an element-wise loss over rows.</summary>
internal static class ElementLoss
{
    /// <summary>Losses per row and, unless <paramref name="gradient"/> is empty, the scaled gradient.</summary>
    /// <typeparam name="TLoss">A struct, so that its two functions are compiled into the loop.</typeparam>
    internal static void Run<TLoss>(TLoss loss, ReadOnlySpan<float> outputs, int stride, ReadOnlySpan<float> targets,
        int width, float scale, Span<double> lossPerRow, Span<float> gradient)
        where TLoss : struct, IElementLoss
    {
        int rows = lossPerRow.Length;
        RowCheck.Rows(outputs.Length, rows, stride, width, nameof(outputs));
        RowCheck.Same(targets.Length, (long)rows * width, nameof(targets));
        if (!gradient.IsEmpty)
            RowCheck.Rows(gradient.Length, rows, stride, width, nameof(gradient));

        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> y = outputs.Slice(row * stride, width), t = targets.Slice(row * width, width);
            Span<float> slope = gradient.IsEmpty ? default : gradient.Slice(row * stride, stride);
            double sum = 0;
            for (int i = 0; i < y.Length; i++)
            {
                double difference = (double)y[i] - t[i];
                sum += loss.Loss(difference);
                if (!slope.IsEmpty)
                    slope[i] = (float)(scale * loss.Slope(difference));
            }

            lossPerRow[row] = sum;
            if (!slope.IsEmpty)
                slope[width..].Clear();
        }
    }
}
