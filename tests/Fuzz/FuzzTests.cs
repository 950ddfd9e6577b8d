using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Fuzz;

/// <summary>
/// Changed files give a result or an exception that the reader documents: never another one, never memory out of proportion,
/// never an end that does not come.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    // A case takes microseconds; a reader that has not come back by then does not come back.
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private static readonly int Cases =
        int.TryParse(
            Environment.GetEnvironmentVariable("LSTMGEN_FUZZ_CASES"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var cases) ? cases : 1500;

    public static TheoryData<string> Targets() => new(FuzzTargets.All.Keys);

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Changed_files_are_read_or_refused_as_documented(string name)
    {
        var target = FuzzTargets.All[name];
        var seed = long.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_FUZZ_SEED"), out var given) ? given : 1;
        output.WriteLine($"{name}: seed {seed}, {Cases} cases");
        var run = new Run(target, seed);
        var thread = Task.Run(run.All);
        for (long seen = -1; !thread.IsCompleted; seen = run.Done)
        {
            await Task.WhenAny(thread, Task.Delay(Hang));
            Assert.True(thread.IsCompleted || run.Done != seen, $"{name} does not come back from case {run.Done} of seed {seed}.");
        }

        await thread;
        output.WriteLine($"{run.Taken} read, {run.Done - run.Taken} refused; the last one {run.Last}");
        Assert.True(
            run.Taken > 0 && run.Taken < run.Done, $"{run.Taken} of {run.Done} files were read: the changes must reach both outcomes.");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_files_that_are_changed_are_whole(string name)
    {
        var target = FuzzTargets.All[name];
        using var file = new FuzzFile();
        Assert.Contains(target.Seeds, bytes =>
        {
            file.Write(bytes);
            return target.Try(file.Path, out _);
        });
    }

    private sealed class Run(FuzzTarget target, long seed)
    {
        private long _done;

        public long Done => Interlocked.Read(ref _done);

        public int Taken { get; private set; }

        public string Last { get; private set; } = "";

        public void All()
        {
            var mutator = new Mutator(target, seed);
            using var file = new FuzzFile();
            var cases = target.Name == "checkpoint" ? Cases / 10 : Cases;
            for (var i = 0; i < cases; i++)
            {
                var bytes = mutator.Next();
                file.Write(bytes);
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    Taken += target.Try(file.Path, out var refused) ? 1 : 0;
                    Last = refused?.Message ?? Last;
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException(
                        $"{target.Name}, seed {seed}, case {i}, file {Convert.ToBase64String(bytes)}: {e}", e);
                }

                // A packed byte may stand for a thousand; buffers and a message take their part.
                var bound = (4L << 20) + 3000L * bytes.Length;
                var taken = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(
                    taken < bound,
                    $"{target.Name}, seed {seed}, case {i}: {taken} bytes for a file of {bytes.Length}: {Convert.ToBase64String(bytes)}");
                Interlocked.Increment(ref _done);
            }
        }
    }
}
