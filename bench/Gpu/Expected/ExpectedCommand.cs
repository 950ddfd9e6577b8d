using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Report;

namespace LstmGen.Bench.Gpu.Expected;

/// <summary>Writes what can be known of a device's times without one.</summary>
internal static class ExpectedCommand
{
    private const int Steps = 100;

    /// <summary>Writes the report.</summary>
    /// <param name="architectures">sm_80, sm_90 or both with a comma.</param>
    /// <param name="file">The report's file.</param>
    /// <param name="folder">Folder for the kernels' texts, one a file; empty for none.</param>
    public static int Run(string architectures, string file, string folder)
    {
        DeviceFigures[] devices = [.. architectures.Split(',').Select(DeviceFigures.Of)];
        var report = new ExpectedReport(Steps);
        foreach (DeviceFigures device in devices)
        {
            using var compiler = new KernelCompiler(device.Architecture);
            if (folder.Length > 0)
                KernelTexts.Write(compiler, Path.Combine(folder, device.Architecture));
            report.Add(device, compiler);
        }

        File.WriteAllText(file, report.Text(DateTime.UtcNow));
        Console.WriteLine($"{file}: written");
        return 0;
    }
}
