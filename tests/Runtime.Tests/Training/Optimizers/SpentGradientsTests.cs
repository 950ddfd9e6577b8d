using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training.Optimizers;

/// <summary>A step that scales and clears gradients and keeps the parameters of before gives the bits of one pass for each.</summary>
public class SpentGradientsTests
{
    private const int Length = 1003;

    // What is frozen, what has a rate of its own and what is plain, none of it as long as whole vectors.
    private static readonly TrainableRange[] Ranges =
        [new(3, 410), new(410, 505, WeightDecay: false), new(520, 777) { RateFactor = 0.5, Decay = 0.25 }, new(800, 1001)];

    private static readonly TrainableRange[] Plain = [new(3, 410), new(410, 505, WeightDecay: false), new(520, 1001)];

    public static TheoryData<string> Calls => [.. PyTorchTrace.All.Select(trace => trace.Call)];

    [Theory, MemberData(nameof(Calls))]
    public void Of_every_optimizer(string call) => Same(PyTorchTrace.All.First(trace => trace.Call == call).Create, Ranges);

    [Fact]
    public void Of_an_optimizer_of_ones_own() => Same(() => new Own(), Plain);

    private static void Same(Func<Optimizer> create, TrainableRange[] ranges)
    {
        Optimizer apart = create(), together = create();
        Random random = new(1);
        float[] parameters = Values(random), other = [.. parameters], gradients = new float[Length], previous = new float[Length];
        foreach (float coefficient in (float[])[1, 0.3f, 1e-6f])
        {
            float[] before = [.. parameters], given = Values(random), scaled = [.. given];
            given.CopyTo(gradients, 0);
            GradientClipping.Scale(scaled, coefficient);
            apart.Step(parameters, scaled, ranges);
            together.BeginStep(Length);
            foreach ((int from, int to) in ((int, int)[])[(0, 5), (5, 300), (300, 301), (301, Length)])
                together.Update(other, new SpentGradients(gradients, coefficient, previous), from, to, ranges);
            Assert.Equal(parameters, other);
            Assert.Equal(before, previous);
            Assert.All(gradients, gradient => Assert.Equal(0, gradient));
            for (int state = 0; state < apart.StateCount; state++)
                Assert.Equal(apart.State(state), together.State(state));
            Assert.NotEqual(before, parameters);
        }
    }

    private static float[] Values(Random random) => [.. Enumerable.Range(0, Length).Select(_ => random.NextSingle() - 0.5f)];

    private sealed class Own() : Optimizer("Own", 0.1, 0.01, "last")
    {
        public override Optimizer CreateRun() => new Own();

        protected override void Prepare(long step)
        {
        }

        protected override void Apply(Span<float> parameters, ReadOnlySpan<float> gradients, int begin, bool weightDecay)
        {
            Span<float> last = StateSlice(0, begin, parameters.Length);
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= 0.1f * (gradients[i] + last[i] + (weightDecay ? 0.01f * parameters[i] : 0));
                last[i] = gradients[i];
            }
        }
    }
}
