namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>Kinds of instructions that differ in what they cost.</summary>
internal enum InstructionKind
{
    /// <summary>Integers, addresses, comparisons, conversions.</summary>
    Other,

    /// <summary>Copies, parameters and merged multiplications: most of them do not survive the driver's compiler.</summary>
    Move,

    /// <summary>Multiplication and addition of floats in one.</summary>
    Fma,

    /// <summary>Multiplication of floats.</summary>
    Multiply,

    /// <summary>Addition, subtraction, minimum and maximum of floats.</summary>
    Add,

    /// <summary>Division of floats: a sequence of instructions.</summary>
    Divide,

    /// <summary>What the unit for special functions does: reciprocal, root, exponential, logarithm, sine.</summary>
    Special,

    /// <summary>Load of 16 bytes from global memory.</summary>
    GlobalLoadWide,

    /// <summary>Load of one value from global memory.</summary>
    GlobalLoad,

    /// <summary>Store of 16 bytes to global memory.</summary>
    GlobalStoreWide,

    /// <summary>Store of one value to global memory.</summary>
    GlobalStore,

    /// <summary>Load of 16 bytes from shared memory.</summary>
    SharedLoadWide,

    /// <summary>Load of one value from shared memory.</summary>
    SharedLoad,

    /// <summary>Store of 16 bytes to shared memory.</summary>
    SharedStoreWide,

    /// <summary>Store of one value to shared memory.</summary>
    SharedStore,

    /// <summary>Local memory: a spill, or an array that is not in registers.</summary>
    Local,

    /// <summary>An access of which the address space is not known.</summary>
    Generic,

    /// <summary>A barrier of the group.</summary>
    Barrier,

    /// <summary>A branch or the end.</summary>
    Branch,

    /// <summary>An atomic operation.</summary>
    Atomic,
}
