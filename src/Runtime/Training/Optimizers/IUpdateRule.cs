namespace LstmGen.Training;

/// <summary>One optimizer's update of one vector of parameters: the equations, with the step's scalars as fields.</summary>
/// <remarks>
/// Implemented by structs, so that <see cref="UpdateLoop"/>, or a GPU kernel, is compiled once per rule with the rule inlined. A rule uses
/// only +, -, *, / and square root, each rounded once (no fused multiply-add): these are exact in IEEE 754, so every
/// vector width and every machine gives the same bits.
/// </remarks>
internal interface IUpdateRule
{
    /// <summary>Updates parameters <paramref name="w"/> and up to three states from the gradients <paramref name="g"/>.</summary>
    void Apply<T>(ref T w, T g, ref T state0, ref T state1, ref T state2)
        where T : struct, IArithmetic<T>;
}
