using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>The constants that kernels are compiled for.</summary>
internal static class Constant
{
    [StructLayout(LayoutKind.Sequential, Size = 1)]
    internal readonly struct One : IConstant;

    [StructLayout(LayoutKind.Sequential, Size = 2)]
    internal readonly struct Two : IConstant;

    [StructLayout(LayoutKind.Sequential, Size = 3)]
    internal readonly struct Three : IConstant;

    [StructLayout(LayoutKind.Sequential, Size = 4)]
    internal readonly struct Four : IConstant;

    [StructLayout(LayoutKind.Sequential, Size = 5)]
    internal readonly struct Five : IConstant;

    [StructLayout(LayoutKind.Sequential, Size = 6)]
    internal readonly struct Six : IConstant;
}
