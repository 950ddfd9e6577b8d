using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// A constant that a generic kernel is compiled for: the size of the type, <c>sizeof</c>. The compiler knows it while it reads the kernel,
/// so that it does not even look at what a shape lacks. For the same reason kernels write <c>sizeof(V) / 4</c> for <c>V.Count</c>.
/// </summary>
internal interface ISize;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct Size1 : ISize;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Size2 : ISize;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Size3 : ISize;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Size4 : ISize;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Size5 : ISize;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Size6 : ISize;
