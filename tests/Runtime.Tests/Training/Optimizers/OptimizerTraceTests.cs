using Xunit;

namespace LstmGen.Runtime.Tests.Training.Optimizers;

public class OptimizerTraceTests
{
    public static TheoryData<string> Calls => PyTorchTrace.Calls;

    // 5 parameters are all tail for vectors of 8; 205 are whole vectors and a tail.
    [Theory]
    [MemberData(nameof(Calls))]
    public void Follows_PyTorch_over_ten_steps(string call)
    {
        var trace = PyTorchTrace.Of(call);
        foreach (int length in new[] { PyTorchTrace.Parameters, 41 * PyTorchTrace.Parameters })
        {
            var optimizer = trace.Create();
            float[] parameters = PyTorchTrace.Start(length);
            for (int t = 1; t <= 10; t++)
            {
                optimizer.Step(parameters, PyTorchTrace.Gradient(length, t));
                if (t == 1)
                    AssertClose(trace.After1, parameters);
                if (t == 2)
                    AssertClose(trace.After2, parameters);
            }

            AssertClose(trace.After10, parameters);
            Assert.Equal(10, optimizer.Steps);
        }
    }

    [Fact]
    public void Adams_moments_have_PyTorchs_names_and_values()
    {
        // One step with g = 0.5 and beta 0.75, 0.875: m = 0.25 * 0.5, v = 0.125 * 0.25, all exact in float.
        var adam = new Adam(0.1f, 0.75, 0.875);
        adam.Step([1f, 1f], [0.5f, -0.5f]);
        Assert.Equal([0.125f, -0.125f], adam.State("exp_avg").ToArray());
        Assert.Equal([0.03125f, 0.03125f], adam.State("exp_avg_sq").ToArray());
    }

    [Fact]
    public void A_changed_learning_rate_acts_from_the_next_step()
    {
        var sgd = new Sgd(1f);
        float[] p = [0];
        sgd.Step(p, [1f]);
        sgd.LearningRate = 0.25f;
        sgd.Step(p, [1f]);
        Assert.Equal(-1.25f, p[0]);
    }

    // The gradient never changes, so v - a^2 is 0 up to rounding, where PyTorch's float32 can take the root of a negative number.
    [Fact]
    public void Centered_RMSprop_stays_finite_under_a_constant_gradient()
    {
        var optimizer = new RmsProp(1e-3f, 0.5, 1e-3, centered: true);
        float[] p = [0, 0, 0];
        for (int t = 0; t < 200; t++)
            optimizer.Step(p, [0.1f, 0.3f, 7.7f]);
        Assert.All(p, value => Assert.True(float.IsFinite(value)));
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            double want = expected[i % PyTorchTrace.Parameters];
            Assert.True(Math.Abs(want - actual[i]) <= 1e-6, $"parameter {i}: {actual[i]} instead of {want}");
        }
    }
}
