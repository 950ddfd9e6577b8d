using System.Reflection;
using LstmGen.Bench.Gpu;
using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Ptx;
using LstmGen.Bench.Gpu.Expected.Times;
using Xunit;

namespace LstmGen.Bench.Tests.Gpu;

/// <summary>What the project's kernels take of a multiprocessor, as it is today: a guard against kernels that grow unseen.</summary>
public sealed class KernelTests : IDisposable
{
    private static readonly DeviceFigures Device = DeviceFigures.Of("sm_80");

    private readonly KernelCompiler _compiler = new("sm_80");

    public static TheoryData<string, int> Shared
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (MethodInfo kernel in KernelFinder.Shared)
                data.Add($"{kernel.DeclaringType!.Name}.{kernel.Name}", kernel.DeclaringType.Name == "ProductTile" ? 64 : 256);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shared))]
    public void Two_groups_of_a_shared_kernel_fit_on_a_multiprocessor(string name, int threads)
    {
        MethodInfo kernel = KernelFinder.Shared.Single(method => $"{method.DeclaringType!.Name}.{method.Name}" == name);
        PtxKernel code = _compiler.Read(kernel, threads);
        Assert.InRange(LiveRegisters.Most(code), 1, Occupancy.RegistersFor(Device, threads, groups: 2));
        Assert.InRange(code.SharedBytes, 0, Device.SharedBytes / 2 - 1024);
        Assert.Equal(0, code.Counts[InstructionKind.Local]);
    }

    public static TheoryData<string, int> Layers
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach ((string cell, int units) in from cell in Models.Cells from units in Models.Units select (cell, units))
                data.Add(cell, units);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_group_of_a_loop_over_time_fits_without_spilling_and_its_weights_are_read_wide(string cell, int units)
    {
        var layer = new LayerCase(cell, units, 64, 100);
        foreach ((int rows, string pass) in from rows in TimeLoopPlan.RowsOf(
            layer) from pass in new[] { "Forward", "Backward" } select (rows, pass))
        {
            KernelLaunch launch = TimeLoopPlan.Launch(_compiler, Models.Create(cell, units), layer, pass, rows);
            Assert.Equal(launch.Threads, launch.Code.MaxThreads);
            Assert.InRange(LiveRegisters.Most(launch.Code), 16, Occupancy.RegistersFor(Device, launch.Threads, groups: 1));
            InstructionCounts inner = launch.Code.CountsOf(launch.Code.Innermost!);
            Assert.Equal((4, 0), (inner[InstructionKind.GlobalLoadWide], inner[InstructionKind.GlobalLoad]));
            Assert.Equal(16 * rows, inner.Floats - inner[InstructionKind.Add]);
        }
    }

    public void Dispose() => _compiler.Dispose();
}
