using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// <see cref="WorkerPool.Threads"/> may change while others compute: predictions, streams and trainings have the same bits all the same.
/// </summary>
public partial class ChangingThreadsTests
{
    private const int Rows = 6, Steps = 20;

    [Fact]
    public void Predictions_stay_those_of_their_input()
    {
        var model = new Changing(1);
        float[][] inputs = [Sets.Values(Rows * Steps * 3, 1), Sets.Values(Rows * Steps * 3, 2)];
        float[][] expected = [.. inputs.Select(Predict)];
        using ChangingThreads threads = new();
        for (int call = 0; call < 20_000; call++)
            Assert.Equal(expected[call % 2], Predict(inputs[call % 2]));

        float[] Predict(float[] input)
        {
            float[] outputs = new float[Rows];
            model.Predict(input, Rows, outputs);
            return outputs;
        }
    }

    [Fact]
    public void Streams_of_several_rows_go_on_as_they_would_alone()
    {
        var model = new Changing(1);
        float[] input = Sets.Values(Rows * 3 * Steps, 1), expected = Run();
        using ChangingThreads threads = new();
        for (int run = 0; run < 500; run++)
            Assert.Equal(expected, Run());

        float[] Run()
        {
            Changing.Stream stream = model.CreateStream(Rows);
            float[] output = new float[Rows];
            for (int step = 0; step < Steps; step++)
                stream.Step(input.AsSpan(step * Rows * 3, Rows * 3), output);
            return output;
        }
    }

    [Fact]
    public void Trainings_end_with_the_same_weights()
    {
        SequenceSet set = Sets.Features(24, 3, Steps, Steps).WithValues(Sets.Values(24, 2), 1);
        float[] expected = Train();
        using ChangingThreads threads = new(patient: true);
        var parts = new HashSet<int>();
        for (int run = 0; run < 20; run++)
            Weights.AssertSameBits(expected, Train(parts));
        Assert.Contains(3, parts);

        float[] Train(HashSet<int>? parts = null)
        {
            var model = new SharingModel(new Changing(1));
            model.Fit(set, new FitOptions { Epochs = 3, BatchSize = Rows });
            parts?.UnionWith(model.Parts.Select(pass => pass.Gradient));
            return Weights.Copy(model);
        }
    }

    [RecurrentModel]
    [Features(3)]
    [Gru(32)]
    [Regression(1)]
    internal sealed partial class Changing;

    // Sets one thread and three by turns until it is disposed of.
    private sealed class ChangingThreads : IDisposable
    {
        private readonly int _before = WorkerPool.Shared.Threads;
        private readonly Thread _thread;
        private volatile bool _stop;

        // Threads are waited for where patient, so that they do share.
        public ChangingThreads(bool patient = false)
        {
            WorkerPool.Shared.Patient = patient;
            _thread = new(() =>
            {
                for (int n = 0; !_stop; n++)
                    WorkerPool.Shared.Threads = n % 2 == 0 ? 1 : 3;
            });
            _thread.Start();
        }

        public void Dispose()
        {
            _stop = true;
            _thread.Join();
            (WorkerPool.Shared.Threads, WorkerPool.Shared.Patient) = (_before, false);
        }
    }
}
