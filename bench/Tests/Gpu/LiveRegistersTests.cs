using LstmGen.Bench.Gpu.Expected.Ptx;
using Xunit;

namespace LstmGen.Bench.Tests.Gpu;

/// <summary>Registers are counted where most values are needed at once.</summary>
public class LiveRegistersTests
{
    [Theory]
    // A value that is read once and its successor share a register.
    [InlineData("ld.global.f32 %f1, [%rd9]; add.f32 %f2, %f1, %f1; add.f32 %f3, %f2, %f2; st.global.f32 [%rd9], %f3;", 3)]
    // Three values at once beside the address, which takes two.
    [InlineData(
        "ld.global.f32 %f1, [%rd9]; ld.global.f32 %f2, [%rd9]; add.f32 %f3, %f1, %f2; add.f32 %f3, %f3, %f1; add.f32 %f3, %f3, %f2; "
        + "st.global.f32 [%rd9], %f3;", 5)]
    // Numbers and predicates take none.
    [InlineData("mov.b32 %r1, 7; setp.eq.s32 %p1, %r1, 7; ld.global.f32 %f1, [%rd9]; @%p1 st.global.f32 [%rd9], %f1;", 3)]
    // A result that nobody needs has its register all the same.
    [InlineData("ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd9]; st.global.f32 [%rd9], %f1;", 6)]
    public void In_a_row(string body, int registers) =>
        Assert.Equal(registers, Most("mov.b64 %rd9, %rd8;\n" + body.Replace("; ", ";\n", StringComparison.Ordinal) + "\nret;"));

    [Fact]
    public void A_value_that_the_next_turn_needs_lives_through_the_loop() =>
        // %f5, %r1 and %r2, the address and the wide load's four values: 1 + 2 + 4; %rd1 is a parameter.
        Assert.Equal(7, LiveRegisters.Most(PtxParser.Read(Snippets.Nested)));

    [Fact]
    public void A_write_under_a_predicate_does_not_end_a_value()
    {
        const string before = "ld.global.f32 %f1, [%rd9];\nld.global.f32 %f2, [%rd9];\n",
            after = "st.global.f32 [%rd9], %f1;\nst.global.f32 [%rd9], %f2;\nret;";
        Assert.Equal(4, Most("mov.b64 %rd9, %rd8;\n" + before + "@%p1 mov.f32 %f1, %f2;\n" + after));
        Assert.Equal(
            3, Most("mov.b64 %rd9, %rd8;\nld.global.f32 %f2, [%rd9];\nmov.f32 %f1, 0f00000000;\nst.global.f32 [%rd9], %f2;\nret;"));
    }

    private static int Most(string body) => LiveRegisters.Most(PtxParser.Read(Snippets.Kernel(body)));
}
