namespace LstmGen.Bench.Tests.Gpu;

/// <summary>Kernels in PTX, written by hand.</summary>
internal static class Snippets
{
    /// <summary>Registers and a body in a kernel of 64 threads.</summary>
    public static string Kernel(string body, string shared = "") => $$"""
        .version 8.0
        .target sm_80
        .address_size 64
        {{shared}}
        .visible .entry K(
            .param .b32 _n_0,
            .param .b64 _p_1
        )
        .maxntid 64, 1, 1
        {
            .reg .pred %p<9>;
            .reg .b32 %r<99>;
            .reg .b64 %rd<99>;
            .reg .f32 %f<99>;
        {{body}}
        }
        """;

    /// <summary>Two loops, one in the other: 4 multiply-adds and one wide load inside, a barrier and a store around.</summary>
    public static string Nested { get; } = Kernel(
        """
        START:
            ld.param.b64 %rd1, [_p_1];
            mov.b32 %r1, 0;
        OUTER:
            mov.b32 %r2, 0;          // k = 0
            mov.b32 %f5, 0f00000000;
        INNER:
            mul.wide.s32 %rd2, %r2, 16;
            add.s64 %rd3, %rd1, %rd2;
            ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd3+32];
            fma.rn.f32 %f5, %f1, %f1, %f5;
            fma.rn.f32 %f5, %f2, %f2, %f5;
            fma.rn.f32 %f5, %f3, %f3, %f5;
            fma.rn.f32 %f5, %f4, %f4, %f5;
            add.s32 %r2, %r2, 4;
            setp.lt.s32 %p1, %r2, 64;
            @%p1 bra INNER;
            bar.sync 0;
            st.shared.f32 [%r1], %f5;
            add.s32 %r1, %r1, 1;
            setp.ge.s32 %p2, %r1, 10;
            @!%p2 bra.uni OUTER;
            rcp.approx.f32 %f6, %f5;
            st.global.f32 [%rd1], %f6;
            ret;
        """,
        ".shared .align 4 .b8 cells[2048];");
}
