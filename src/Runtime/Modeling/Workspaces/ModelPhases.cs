using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The phases of an emitted model, in which threads run parts of its passes, with vectors as wide as the machine's.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelPhases
{
    /// <summary>The forward pass, by rows.</summary>
    public const int Forward = 0;

    /// <summary>The losses, by rows.</summary>
    public const int Loss = 1;

    /// <summary>The backward pass, by rows.</summary>
    public const int Backward = 2;

    /// <summary>The gradients of parameters, by shares of them.</summary>
    public const int Gradients = 3;

    /// <summary>The first phase of a model's own.</summary>
    public const int First = 4;

    /// <summary>Runs one part of a phase, on any thread of the pool.</summary>
    public static void Run<TPasses>(ModelWorkspace work, int phase, int part)
        where TPasses : struct, IModelPasses
    {
        if (Simd.Level == SimdLevel.Vector512)
            Run<TPasses, F32x16>(work, phase, part);
        else if (Simd.Level == SimdLevel.Vector256)
            Run<TPasses, F32x8>(work, phase, part);
        else
            Run<TPasses, F32x4>(work, phase, part);
    }

    /// <summary>Runs a stream's step of one row on this thread.</summary>
    public static void Step<TPasses>(ModelWorkspace work)
        where TPasses : struct, IModelPasses
    {
        if (Simd.Level == SimdLevel.Vector512)
            TPasses.Step<F32x16>(work);
        else if (Simd.Level == SimdLevel.Vector256)
            TPasses.Step<F32x8>(work);
        else
            TPasses.Step<F32x4>(work);
    }

    private static void Run<TPasses, TLanes>(ModelWorkspace work, int phase, int part)
        where TPasses : struct, IModelPasses
        where TLanes : struct, ILanes<TLanes>
    {
        switch (phase)
        {
            case Forward:
                TPasses.Forward<TLanes>(work, work.RowBegin(part), work.RowBegin(part + 1));
                break;
            case Loss:
                TPasses.Loss<TLanes>(work, work.RowBegin(part), work.RowBegin(part + 1));
                break;
            case Backward:
                TPasses.Backward<TLanes>(work, work.RowBegin(part), work.RowBegin(part + 1));
                break;
            case Gradients:
                TPasses.Gradients(work, work.Gradients!.Span, part, work.GradientParts);
                break;
            default:
                TPasses.Run<TLanes>(work, phase, part);
                break;
        }
    }
}
