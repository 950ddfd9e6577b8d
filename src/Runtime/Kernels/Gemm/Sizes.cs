namespace LstmGen.Kernels;

/// <summary>A constant that a generic kernel is compiled for.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct Size1 : ISize { public static int Value => 1; }

internal readonly struct Size2 : ISize { public static int Value => 2; }

internal readonly struct Size3 : ISize { public static int Value => 3; }

internal readonly struct Size4 : ISize { public static int Value => 4; }

internal readonly struct Size5 : ISize { public static int Value => 5; }

internal readonly struct Size6 : ISize { public static int Value => 6; }
