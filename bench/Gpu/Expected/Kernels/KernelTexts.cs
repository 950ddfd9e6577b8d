using System.Reflection;

namespace LstmGen.Bench.Gpu.Expected.Kernels;

/// <summary>Writes the kernels' texts to files, for <c>ptxas -v -arch=sm_80 FILE</c> where NVIDIA's compiler is at hand.</summary>
internal static class KernelTexts
{
    /// <summary>Kernels of all models, for the threads that they are launched with, and those that models share, for 256.</summary>
    public static void Write(KernelCompiler compiler, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (int units in Models.Units)
        {
            foreach (string cell in Models.Cells)
            {
                Type type = Models.Create(cell, units).GetType();
                foreach (MethodInfo kernel in KernelFinder.In(
                    type.GetNestedType("GpuModel", BindingFlags.Public | BindingFlags.NonPublic)!))
                    File.WriteAllText(
                        Path.Combine(folder, $"{type.Name}.{kernel.Name}.ptx"), compiler.Compile(kernel, (units + 31) / 32 * 32));
            }
        }

        foreach (MethodInfo kernel in KernelFinder.Shared)
            File.WriteAllText(
                Path.Combine(folder, $"{kernel.DeclaringType!.Name}.{kernel.Name}.ptx"),
                compiler.Compile(kernel, kernel.DeclaringType.Name == "ProductTile" ? 64 : 256));
    }
}
