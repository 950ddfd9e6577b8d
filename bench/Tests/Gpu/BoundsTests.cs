using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Ptx;
using LstmGen.Bench.Gpu.Expected.Times;
using Xunit;

namespace LstmGen.Bench.Tests.Gpu;

/// <summary>Bounds of a launch, counted by hand.</summary>
public class BoundsTests
{
    private static readonly DeviceFigures Device = DeviceFigures.Of("sm_80");

    // 64 threads, 10 turns of 16 turns of 4 multiply-adds and a load of 16 bytes.
    private static readonly KernelLaunch Launch = new()
    {
        Name = "K", Code = PtxParser.Read(Snippets.Nested), Groups = 216, Threads = 64, Turns = loop => loop.HasInner ? 10 : 16,
    };

    [Fact]
    public void Multiply_adds_and_bytes_of_the_busiest_multiprocessor_count()
    {
        LaunchBounds bounds = LaunchBounds.Of(Device, Launch);
        Assert.Equal(2 * 64 * 640 / 64 / 1410.0, bounds.Fma, 6); // 2 groups of 64 threads, 64 multiply-adds a clock
        Assert.Equal(216 * (64 * (160 * 16 + 4.0)) / 5120 / 1410.0, bounds.L2, 6); // all at once ask for more than there is in all
        Assert.Equal(0, bounds.Memory);
        Assert.Equal("chain", bounds.Limit);
        Assert.Equal("L2", LaunchBounds.Of(Device, Launch with { Groups = 10800 }).Limit);
    }

    [Fact]
    public void What_fits_into_the_first_cache_comes_once()
    {
        LaunchBounds bounds = LaunchBounds.Of(Device, Launch with { Reread = 4096 });
        Assert.Equal(216 * (4096 + 64 * 4.0) / 5120 / 1410.0, bounds.L2, 6);
        Assert.False((Launch with { Reread = 256 << 10 }).StaysInL1(Device));
    }

    [Fact]
    public void A_chain_is_as_long_with_one_group_as_with_all_that_fit()
    {
        double one = LaunchBounds.Of(Device, Launch with { Groups = 1 }).Chain;
        Assert.Equal(one, LaunchBounds.Of(Device, Launch).Chain);
        Assert.Equal(2 * one, LaunchBounds.Of(Device, Launch with { Groups = 108 * 33 }).Chain, 6);

        // 10 turns: 16 turns of four multiply-adds in a row and three waits for loads; around them the barrier.
        double turn = 16 * 16 + 3 * Latencies.L2 + Latencies.Barrier;
        Assert.InRange(one * 1410, 10 * turn, 10 * (turn + 3 * Latencies.Arithmetic) + Latencies.Special + Latencies.Arithmetic);
    }
}
