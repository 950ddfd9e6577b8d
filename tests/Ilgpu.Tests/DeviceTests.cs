using LstmGen.CompilerServices;
using LstmGen.Training;
using LstmGen.Training.Tests;

namespace LstmGen.Ilgpu.Tests;

/// <summary>What a device says and frees: missing drivers, missing room, disposal.</summary>
public sealed class DeviceTests
{
    /// <summary>A small model for both backends, <c>Devices.M</c>.</summary>
    internal const string Source = """
        using LstmGen;

        namespace Devices;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Lstm(5)]
        [Regression(1)]
        public partial class M;
        """;

    [WithoutDeviceFact(GpuKind.Cuda)]
    public void A_missing_driver_of_cuda_is_named_with_its_mend() => NamesItsMend(GpuKind.Cuda, "cuda", "NVIDIA");

    [WithoutDeviceFact(GpuKind.OpenCL)]
    public void A_missing_driver_of_opencl_is_named_with_its_mend() => NamesItsMend(GpuKind.OpenCL, "OpenCL", "PoCL");

    private static void NamesItsMend(GpuKind kind, string library, string fix)
    {
        string message = Assert.Throws<GpuNotFoundException>(() => GpuDevice.Open(kind)).Message;
        Assert.Contains(kind.ToString(), message, StringComparison.Ordinal);
        Assert.Contains("looked for", message, StringComparison.Ordinal);
        Assert.Contains(library, message, StringComparison.Ordinal);
        Assert.Contains(fix, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_counted()
    {
        string message = Assert.Throws<GpuNotFoundException>(() => GpuDevice.Open(GpuKind.Simulated, 7)).Message;
        Assert.Equal("There is no Simulated device 7: there are 1, numbered from 0.", message);
        Assert.Contains(GpuDevice.List(), device => device is { Kind: GpuKind.Simulated, Index: 0 });
    }

    [Fact]
    public void The_list_says_what_each_device_is()
    {
        foreach (GpuInfo info in GpuDevice.List())
        {
            using var device = GpuDevice.Open(info.Kind, info.Index);
            Assert.Equal(info, device.Info);
            Assert.Equal((device.Accelerator.Name, device.Accelerator.MemorySize), (info.Name, info.MemoryBytes));
            Assert.True(info.MemoryBytes > 0);
            Assert.NotEqual("", info.Name.Trim());
        }

        foreach (IGrouping<GpuKind, GpuInfo> kind in GpuDevice.List().GroupBy(info => info.Kind))
            Assert.Equal(Enumerable.Range(0, kind.Count()), kind.Select(info => info.Index));
    }

    [Fact]
    public void Any_model_for_both_backends_is_put_on_a_device_with_its_parameters()
    {
        using CompiledModels models = ModelCompiler.Compile(Source, Gpus.Wanted);
        using var device = GpuDevice.Open(GpuKind.Simulated);
        IRecurrentModel model = models.Create("Devices.M", 1);
        using DeviceModel gpu = ((IHasGpuModel)model).To(device);
        Assert.Same(model.Parameters, gpu.Parameters);
    }

    [Theory]
    [InlineData(null, 16)]
    [InlineData("", 16)]
    [InlineData("64", 64)]
    [InlineData("256", 256)]
    public void A_simulated_group_has_as_many_threads_as_the_environment_says(string? wish, int expected) =>
        Assert.Equal(expected, GpuContext.GroupOf(wish));

    [Theory]
    [InlineData("8")]
    [InlineData("48")]
    [InlineData("512")]
    [InlineData("many")]
    public void Another_number_of_simulated_threads_is_refused(string wish) => Assert.Equal(
        $"The environment variable LSTMGEN_SIMULATED_THREADS is '{wish}'; use a power of 2 from 16 to 256, or leave it unset for 16 "
            + "threads a group.",
        Assert.Throws<InvalidOperationException>(() => GpuContext.GroupOf(wish)).Message);

    [Fact]
    public void No_room_tells_the_bytes_asked_for_and_free()
    {
        using var device = GpuDevice.Open(GpuKind.Simulated);
        using var block = new DeviceBuffer(device);
        block.EnsureLength(100);
        device.MemoryLimit = device.BytesHeld + 800;
        block.EnsureLength(200); // the 400 bytes there go first
        var error = Assert.Throws<GpuMemoryException>(() => block.EnsureLength(400));
        Assert.Equal((1600, 1200), (error.BytesAsked, error.BytesFree));
        Assert.Contains("1,600 bytes; 1,200 are free", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, block.Length);
        device.MemoryLimit = null;
        block.EnsureLength(300);
        Assert.Equal(300, block.Length);
    }

    [Fact]
    public void Disposal_frees_all_that_training_and_streams_took()
    {
        using CompiledModels models = ModelCompiler.Compile(Source, Gpus.Wanted);
        using var device = GpuDevice.Open(GpuKind.Simulated);
        var model = models.Create("Devices.M", 1);
        long held = 0;
        for (int round = 0; round < 3; round++)
        {
            var gpu = (DeviceModel)Gpus.Put(model, device);
            ((IRecurrentModel)gpu).Fit(Sets.Features(4, 2, 2, 3).WithValues(Sets.Values(4, 5), 1), new FitOptions
            {
                Epochs = 1, Average = new(0.9)
            });
            new TypedModel((IRecurrentModel)gpu).CreateStream(2).Reset();
            Assert.True(device.BytesHeld > held);
            gpu.Dispose();
            // What the device keeps are the sums of products, which all models share.
            if (round > 0)
                Assert.Equal(held, device.BytesHeld);
            held = device.BytesHeld;
        }
    }

    [Fact]
    public void A_refused_Fit_leaves_only_the_weights()
    {
        using CompiledModels models = ModelCompiler.Compile(Source, Gpus.Wanted);
        using var device = GpuDevice.Open(GpuKind.Simulated);
        using var gpu = (DeviceModel)Gpus.Put(models.Create("Devices.M", 1), device);
        var model = (IRecurrentModel)gpu;
        SequenceSet set = Sets.Features(4, 2, 2, 3).WithValues(Sets.Values(4, 5), 1);
        model.Fit(set, new FitOptions { Epochs = 1 });
        long held = device.BytesHeld;
        FitOptions options = new() { Epochs = 1, Average = new(0.9), Validation = set };
        foreach (FitOptions wrong in new[] { options with { Metrics = [new Accuracy(3)] }, options with { Frozen = ["nothing"] } })
        {
            Assert.ThrowsAny<ArgumentException>(() => model.Fit(set, wrong));
            Assert.Equal(held, device.BytesHeld);
        }
    }

    [Fact]
    public void A_Fit_without_room_leaves_only_the_weights()
    {
        using CompiledModels models = ModelCompiler.Compile(Source, Gpus.Wanted);
        using var device = GpuDevice.Open(GpuKind.Simulated);
        using var gpu = (DeviceModel)Gpus.Put(models.Create("Devices.M", 1), device);
        var model = (IRecurrentModel)gpu;
        SequenceSet set = Sets.Features(4, 2, 2, 3).WithValues(Sets.Values(4, 5), 1);
        model.Fit(set, new FitOptions { Epochs = 1 });
        long held = device.BytesHeld;
        device.MemoryLimit = held + (sizeof(float) * gpu.Parameters.Count * 2) + 64; // two of the optimizer's three blocks
        Assert.Throws<GpuMemoryException>(() => model.Fit(set, new FitOptions { Epochs = 1 }));
        Assert.Equal(held, device.BytesHeld);
    }

    [Fact]
    public void Fit_and_Evaluate_leave_only_the_weights()
    {
        using CompiledModels models = ModelCompiler.Compile(Source, Gpus.Wanted);
        using var device = GpuDevice.Open(GpuKind.Simulated);
        using var gpu = (DeviceModel)Gpus.Put(models.Create("Devices.M", 1), device);
        var model = (IRecurrentModel)gpu;
        SequenceSet set = Sets.Features(4, 2, 2, 3).WithValues(Sets.Values(4, 5), 1);
        model.Fit(set, new FitOptions { Epochs = 1 });
        long held = device.BytesHeld;
        model.Fit(set, new FitOptions { Epochs = 1 });
        model.Evaluate(set);
        Assert.Equal(held, device.BytesHeld);
        model.GradientNorms(set);
        Assert.Equal(held, device.BytesHeld);
    }
}
