namespace LstmGen.CompilerServices;

/// <summary>
/// A constant that a generic kernel is compiled for: the size of the type, <c>sizeof</c>. The compiler knows it while it reads the kernel,
/// so that it does not even look at what a shape lacks. For the same reason kernels write <c>sizeof(V) / 4</c> for <c>V.Count</c>.
/// </summary>
internal interface IConstant;
