using static LstmGen.Bench.Gpu.Expected.Ptx.InstructionKind;

namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>The kind of an opcode, as "PTX ISA", chapter "Instruction Set", names them.</summary>
internal static class InstructionKinds
{
    private static readonly string[] SpecialOpcodes = ["ex2", "lg2", "rcp", "rsqrt", "sqrt", "sin", "cos", "tanh"];

    /// <summary>Kind of an opcode with all its suffixes.</summary>
    public static InstructionKind Of(string opcode)
    {
        string[] parts = opcode.Split('.');
        bool floats = parts[^1] == "f32";
        return parts[0] switch
        {
            "ld" or "ldu" => Memory(parts, load: true),
            "st" => Memory(parts, load: false),
            "atom" or "red" => Atomic,
            "bar" or "barrier" => InstructionKind.Barrier,
            "bra" or "ret" or "exit" or "call" or "brx" => Branch,
            "mov" => Move,
            "fma" or "mad" when floats => Fma,
            "mul" when floats => Multiply,
            "add" or "sub" or "min" or "max" when floats => Add,
            "div" when floats => Divide,
            _ when SpecialOpcodes.Contains(parts[0]) => Special,
            _ => Other,
        };
    }

    /// <summary>Whether it moves 16 bytes.</summary>
    public static bool IsWide(InstructionKind kind) => kind is GlobalLoadWide or GlobalStoreWide or SharedLoadWide or SharedStoreWide;

    /// <summary>Whether it reads or writes global memory.</summary>
    public static bool IsGlobal(InstructionKind kind) => kind is GlobalLoad or GlobalLoadWide or GlobalStore or GlobalStoreWide or Generic;

    /// <summary>Whether it reads or writes shared memory.</summary>
    public static bool IsShared(InstructionKind kind) => kind is SharedLoad or SharedLoadWide or SharedStore or SharedStoreWide;

    private static InstructionKind Memory(string[] parts, bool load)
    {
        bool wide = parts.Contains("v4");
        if (parts.Contains("param"))
            return Move;
        if (parts.Contains("local"))
            return Local;
        if (parts.Contains("shared"))
            return load ? wide ? SharedLoadWide : SharedLoad : wide ? SharedStoreWide : SharedStore;
        if (parts.Contains("global") || parts.Contains("const"))
            return load ? wide ? GlobalLoadWide : GlobalLoad : wide ? GlobalStoreWide : GlobalStore;
        return Generic;
    }
}
