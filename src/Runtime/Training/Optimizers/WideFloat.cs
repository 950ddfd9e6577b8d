using System.Numerics;
using System.Runtime.CompilerServices;

namespace LstmGen.Training;

/// <summary>As many floats as the machine's vectors hold.</summary>
internal readonly struct WideFloat(Vector<float> values) : IArithmetic<WideFloat>
{
    public Vector<float> Values { get; } = values;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFloat Create(float value) => new(new Vector<float>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFloat operator +(WideFloat a, WideFloat b) => new(a.Values + b.Values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFloat operator -(WideFloat a, WideFloat b) => new(a.Values - b.Values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFloat operator *(WideFloat a, WideFloat b) => new(a.Values * b.Values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFloat operator /(WideFloat a, WideFloat b) => new(a.Values / b.Values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFloat Sqrt(WideFloat a) => new(Vector.SquareRoot(a.Values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFloat Max(WideFloat a, WideFloat b) => new(Vector.Max(a.Values, b.Values));
}
