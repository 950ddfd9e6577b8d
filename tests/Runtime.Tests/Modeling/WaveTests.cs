using LstmGen.CompilerServices;
using LstmGen.Runtime.Tests.Kernels;
using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>Every stage computes every piece once, after the stage below has, whatever the number of threads.</summary>
[Collection(SharedPool.Name)]
public class WaveTests
{
    [Theory]
    [InlineData(16, 2, 2, false)]
    [InlineData(17, 2, 2, true)]
    [InlineData(131, 5, 2, false)]
    [InlineData(131, 5, 2, true)]
    [InlineData(40, 3, 3, false)]
    [InlineData(40, 4, 3, true)]
    [InlineData(1000, 2, 2, false)]
    public void Pieces_follow_those_they_need(int steps, int stages, int parts, bool backward)
    {
        var run = new Recorder(steps, stages, parts, backward);
        using SharedPool.Scope scope = new(parts, patient: true);
        Assert.True(WorkerPool.Shared.RunTogether(run, 0, parts));
        Assert.Empty(run.Faults);
        Assert.All(run.Done, done => Assert.Equal(steps, done));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 2)]
    [InlineData(100, 12)]
    [InlineData(5000, 16)]
    public void Pieces_are_neither_short_nor_many(int steps, int pieces) => Assert.Equal(pieces, Wave.Pieces(steps));

    /// <summary>Notes how far each stage has come, counted from where it begins.</summary>
    private sealed class Recorder(int steps, int stages, int parts, bool backward) : IParallelWork
    {
        public int[] Done { get; } = new int[stages];

        public List<string> Faults { get; } = [];

        public void Run(int phase, int part)
        {
            var wave = new Wave(steps, stages, part, parts, backward);
            while (wave.Next(out int stage, out int from, out int to))
            {
                (int begin, int end) = backward ? (steps - to, steps - from) : (from, to);
                if (stage % parts != part || begin != Done[stage] || end <= begin
                    || (stage > 0 && Volatile.Read(ref Done[stage - 1]) < end))
                {
                    lock (Faults)
                        Faults.Add($"stage {stage}, steps {from} to {to}");
                }

                Volatile.Write(ref Done[stage], end);
            }
        }
    }
}
