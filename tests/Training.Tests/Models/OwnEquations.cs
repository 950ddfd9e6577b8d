using static LstmGen.Equations;

namespace LstmGen.Training.Tests;

/// <summary>A model of <see cref="OwnCell"/> and <see cref="OwnLoss"/>.</summary>
[RecurrentModel]
[Features(3)]
[Cell(typeof(OwnCell), 5, Layers = 2)]
[Regression(1, Equation = typeof(OwnLoss))]
public partial class OwnEquations;

/// <summary>A forget gate and a learnt bound.</summary>
[Cell]
public static class OwnCell
{
    /// <summary>One step of one unit.</summary>
    public static void Step([Gate] float f, [Gate] float g, [Weight(1)] float bound, ref float c, out float h)
    {
        float keep = Sigmoid(f);
        c = keep * c + (1 - keep) * Tanh(g);
        h = bound * Tanh(c / bound);
    }
}

/// <summary>A distribution, by its mean and the logarithm of its variance.</summary>
[Loss]
public static class OwnLoss
{
    /// <summary>The loss of one target.</summary>
    public static float Of(float mean, float logVariance, float target) =>
        0.5f * (logVariance + (Square(target - mean) * Exp(-logVariance)));
}

/// <summary>Functions whose derivative jumps.</summary>
[RecurrentModel]
[Features(3)]
[Rnn(8, Nonlinearity = Nonlinearity.Relu)]
[Dense(8, Activation = Activation.Relu)]
[Regression(1, Loss = RegressionLoss.MeanAbsolute, Pooling = Pooling.Max)]
public partial class CorneredModel;
