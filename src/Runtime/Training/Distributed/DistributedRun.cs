using System.Reflection;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>A training on several ranks: all begin or none does, and one that fails later ends the others.</summary>
internal static class DistributedRun
{
    /// <summary>Trains on the ranks of <see cref="FitOptions.Distribution"/>.</summary>
    public static History Fit(IRecurrentModel model, TrainingData train, FitOptions options)
    {
        var group = new RankGroup(options.Distribution);
        History Run()
        {
            using Trainer trainer = group.All(() => new Trainer(model, train, options));
            return trainer.Run();
        }

        return group.Ranks is { } ranks ? EndingAll(ranks, Run) : Run();
    }

    /// <summary>The same with data of which each rank has a part.</summary>
    public static History Fit(IRecurrentModel model, SequenceShards shards, FitOptions options)
    {
        var group = new RankGroup(options.Distribution);
        History Run() => Fit(model, ShardData.Create(model, shards, options, group), options);
        return group.Ranks is { } ranks ? EndingAll(ranks, Run) : Run();
    }

    /// <summary>
    /// Runs what all ranks do together. What one of them alone fails with ends them all; what all are told is thrown on each.
    /// </summary>
    public static T EndingAll<T>(Distribution ranks, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (!IsCommon(e))
        {
            ranks.Abort($"{e.GetType().Name}: {e.Message}\n{e.StackTrace}");
            throw;
        }
    }

    /// <summary>
    /// Values that must be the same on all ranks beside the run's own: what the processor computes with, and the library.
    /// </summary>
    public static void AddMachine(Dictionary<string, string> facts)
    {
        facts["version of LstmGen"] = typeof(DistributedRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "unknown";
        facts["the width of vectors (environment variable LSTMGEN_SIMD)"] = Simd.Level.ToString();
        facts["multiply-add instructions"] =
            (System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported).ToString();
    }

    private static bool IsCommon(Exception e) => e is DistributionException or TrainingDivergedException || e.Data.Contains(Common);

    /// <summary>Marks an exception that every rank throws or is told of.</summary>
    public const string Common = "LstmGen.AllRanks";
}
