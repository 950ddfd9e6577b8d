using LstmGen.Bench.Gpu.Expected.Devices;
using Xunit;

namespace LstmGen.Bench.Tests.Gpu;

/// <summary>Groups of a multiprocessor, as NVIDIA's calculator has them.</summary>
public class OccupancyTests
{
    [Theory]
    [InlineData("sm_80", 256, 32, 0, 8, "registers")] // 256 threads of 32 registers: 8 groups take all 65,536
    [InlineData("sm_80", 256, 33, 0, 6, "registers")] // 33 count as 40
    [InlineData("sm_80", 64, 32, 0, 32, "registers")]
    [InlineData("sm_80", 32, 16, 0, 32, "groups")]
    [InlineData("sm_80", 1024, 16, 0, 2, "warps")]
    [InlineData("sm_80", 128, 32, 40960, 4, "shared memory")] // 41 KiB each of 164
    [InlineData("sm_90", 128, 32, 40960, 5, "shared memory")] // of 228
    public void The_scarcest_decides(string architecture, int threads, int registers, int shared, int groups, string limit)
    {
        Occupancy occupancy = Occupancy.Of(DeviceFigures.Of(architecture), threads, registers, shared);
        Assert.Equal((groups, limit, groups * threads / 32), (occupancy.Groups, occupancy.Limit, occupancy.Warps));
    }

    [Theory]
    [InlineData(1024, 1, 64)]
    [InlineData(1024, 2, 32)]
    [InlineData(256, 2, 128)]
    [InlineData(64, 2, 255)]
    public void Registers_for_some_groups_let_so_many_in(int threads, int groups, int registers)
    {
        DeviceFigures device = DeviceFigures.Of("sm_80");
        Assert.Equal(registers, Occupancy.RegistersFor(device, threads, groups));
        Assert.True(Occupancy.Of(device, threads, registers, 0).Groups >= groups);
    }

    [Theory]
    [InlineData("sm_80", 19.5)]
    [InlineData("sm_90", 66.9)]
    public void The_peak_is_that_of_the_white_paper(string architecture, double teraflops) =>
        Assert.Equal(teraflops, DeviceFigures.Of(architecture).Teraflops, 1);

    [Fact]
    public void An_architecture_without_figures_is_named() =>
        Assert.Contains(
            "'sm_70'; there are figures of sm_80 and sm_90", Assert.Throws<ArgumentException>(() => DeviceFigures.Of("sm_70")).Message,
            StringComparison.Ordinal);
}
