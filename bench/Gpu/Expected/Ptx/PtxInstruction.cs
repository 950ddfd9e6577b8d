namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>One instruction of a kernel in PTX.</summary>
/// <param name="Opcode">With all its suffixes: <c>ld.global.v4.f32</c>.</param>
/// <param name="Guard">The predicate's register where it is executed under one; else null.</param>
/// <param name="Writes">Registers that it writes.</param>
/// <param name="Reads">Registers that it reads, the guard among them.</param>
/// <param name="Target">Label that it branches to; null where it does not.</param>
/// <param name="Constant">Whether its value is known from the start: a move of a number, a load of a parameter or its address.</param>
internal sealed record PtxInstruction(
    string Opcode, string? Guard, IReadOnlyList<string> Writes, IReadOnlyList<string> Reads, string? Target, bool Constant)
{
    /// <summary>What it does, as it is counted.</summary>
    public InstructionKind Kind { get; init; } = InstructionKinds.Of(Opcode);

    /// <summary>Whether the next instruction is never the one after it.</summary>
    public bool Leaves => Guard is null && (Target is not null || Opcode is "ret" or "exit");
}
