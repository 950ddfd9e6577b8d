using System.Reflection;
using System.Runtime.Loader;
using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>
/// What the environment asks for. LSTMGEN_THREADS=abc gave a TypeInitializationException, and any number of threads was accepted.
/// </summary>
public sealed class ThreadSettingTests
{
    [Theory, InlineData(null), InlineData("")]
    public void Without_a_wish_there_is_one_thread_for_each_usable_processor(string? wish) =>
        Assert.Equal(UsableProcessors.Count, WorkerPool.ThreadsFrom(wish));

    [Theory, InlineData("1", 1), InlineData("3", 3), InlineData("1024", 1024)]
    public void A_number_counts(string wish, int threads) => Assert.Equal(threads, WorkerPool.ThreadsFrom(wish));

    [Theory, InlineData("abc"), InlineData("none"), InlineData("0"), InlineData("-2"), InlineData("1025"), InlineData("99999999999")]
    [InlineData("2.0"), InlineData("1,000")]
    public void Anything_else_is_named_with_what_to_do(string wish)
    {
        string message = Assert.Throws<InvalidOperationException>(() => WorkerPool.ThreadsFrom(wish)).Message;
        Assert.Contains($"LSTMGEN_THREADS is '{wish}'", message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 1024", message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(1025), InlineData(int.MaxValue)]
    public void A_pool_has_between_1_and_1024_threads(int threads)
    {
        using WorkerPool pool = new(1);
        Assert.Contains(
            "between 1 and 1024", Assert.Throws<ArgumentOutOfRangeException>(() => pool.Threads = threads).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, pool.Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(threads));
    }

    [Fact]
    public void More_threads_than_processors_never_run_at_once()
    {
        using WorkerPool pool = new(WorkerPool.MaxThreads);
        Assert.InRange(pool.ThreadsNow, 1, UsableProcessors.AtOnce);
    }

    // In a copy of the library of its own, which reads the environment anew.
    [Theory, InlineData("LSTMGEN_THREADS", "LstmGen.WorkerPool", "Shared"), InlineData("LSTMGEN_SIMD", "LstmGen.CompilerServices.Simd",
        "Level")]
    public void A_wrong_variable_is_reported_by_its_own_message_as_often_as_it_is_read(string variable, string type, string property)
    {
        _ = (WorkerPool.Shared, Simd.Level); // this process has read its own
        string? before = Environment.GetEnvironmentVariable(variable);
        AssemblyLoadContext copy = new(variable, isCollectible: true);
        try
        {
            Environment.SetEnvironmentVariable(variable, "abc");
            MethodInfo get =
                copy.LoadFromAssemblyPath(typeof(WorkerPool).Assembly.Location).GetType(type)!.GetProperty(property)!.GetMethod!;
            for (int i = 0; i < 2; i++)
            {
                Exception e = Assert.Throws<TargetInvocationException>(() => get.Invoke(null, null)).InnerException!;
                Assert.Contains($"{variable} is 'abc'", Assert.IsType<InvalidOperationException>(e).Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
            copy.Unload();
        }
    }
}
