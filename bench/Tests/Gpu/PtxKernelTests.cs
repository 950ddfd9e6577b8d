using LstmGen.Bench.Gpu.Expected.Ptx;
using Xunit;

namespace LstmGen.Bench.Tests.Gpu;

/// <summary>Kernels are taken apart as they are written: blocks, loops, counts.</summary>
public class PtxKernelTests
{
    [Fact]
    public void The_head_is_read()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Nested);
        Assert.Equal(("K", 2048, 64), (kernel.Name, kernel.SharedBytes, kernel.MaxThreads));
        Assert.Equal([0, 1, 2, 1], new[] { "%p1", "%r1", "%rd1", "%f1" }.Select(kernel.WidthOf));
        Assert.Throws<FormatException>(() => kernel.WidthOf("%q1"));
    }

    [Fact]
    public void Loops_are_found_from_branches_back()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Nested);
        Assert.Equal(
            [("OUTER", 0, true), ("INNER", 1, false)],
            kernel.Loops.Select(loop => (kernel.Blocks[loop.Head].Label, loop.Depth, loop.HasInner)));
        Assert.Equal("INNER", kernel.Blocks[kernel.Innermost!.Head].Label);
        Assert.Equal("OUTER", kernel.Blocks[kernel.Outermost!.Head].Label);
        Assert.True(kernel.Has(kernel.Outermost, InstructionKind.Barrier));
        Assert.False(kernel.Has(kernel.Innermost, InstructionKind.Barrier));
    }

    [Fact]
    public void A_jump_to_an_earlier_place_from_which_nothing_leads_back_is_no_loop()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Kernel("""
                bra SECOND;
            FIRST:
                ret;
            SECOND:
                bra FIRST;
            """));
        Assert.Empty(kernel.Loops);
        Assert.Equal([[2], [], [1]], kernel.Blocks.Select(block => block.Next.ToArray()));
    }

    [Fact]
    public void A_loop_with_two_branches_back_is_one_and_holds_what_lies_between()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Kernel("""
                mov.b32 %r1, 0;
            HEAD:
                add.s32 %r1, %r1, 1;
                setp.lt.s32 %p1, %r1, 5;
                @%p1 bra HEAD;
                setp.lt.s32 %p2, %r1, 9;
                @%p2 bra HEAD;
                ret;
            """));
        PtxLoop loop = Assert.Single(kernel.Loops);
        Assert.Equal([1, 2], loop.Members.Order());
    }

    [Fact]
    public void Instructions_are_counted_by_kind()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Nested);
        InstructionCounts inner = kernel.CountsOf(kernel.Innermost!), all = kernel.Counts;
        Assert.Equal((4, 1, 0), (inner[InstructionKind.Fma], inner[InstructionKind.GlobalLoadWide], inner[InstructionKind.GlobalLoad]));
        Assert.Equal(
            (1, 1, 1, 1),
            (all[InstructionKind.Barrier], all[InstructionKind.SharedStore], all[InstructionKind.GlobalStore],
                all[InstructionKind.Special]));
        Assert.Equal(22, all.All);
    }

    [Fact]
    public void What_a_thread_executes_is_counted_by_the_turns_of_all_loops_around()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Nested);
        InstructionCounts counts = InstructionCounts.Executed(kernel, loop => loop.HasInner ? 10 : 16);
        Assert.Equal(
            (640, 160, 10, 1),
            (counts[InstructionKind.Fma], counts[InstructionKind.GlobalLoadWide], counts[InstructionKind.Barrier],
                counts[InstructionKind.Special]));
    }

    [Fact]
    public void A_loop_whose_blocks_stand_out_of_order_is_found_and_a_join_before_its_branch_is_none()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Kernel("""
            HEAD:
                setp.lt.s32 %p1, %r1, 5;
                @%p1 bra OTHER;
            JOIN:
                add.s32 %r1, %r1, 1;
                setp.lt.s32 %p2, %r1, 9;
                @%p2 bra HEAD;
                ret;
            OTHER:
                bra JOIN;
            """));
        PtxLoop loop = Assert.Single(kernel.Loops);
        Assert.Equal(["HEAD", "JOIN", "OTHER"], loop.Members.Order().Select(number => kernel.Blocks[number].Label));
    }

    [Fact]
    public void A_product_that_only_a_sum_uses_is_a_multiply_add_with_it()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Kernel("""
            mul.f32 %f1, %f8, %f9;
            add.f32 %f2, %f3, %f1;
            mul.f32 %f4, %f8, %f9;
            sub.f32 %f5, %f4, %f2;
            add.f32 %f6, %f4, %f5;
            mul.rn.f32 %f7, %f8, %f9;
            add.f32 %f7, %f7, %f6;
            ret;
            """));
        InstructionCounts counts = kernel.Counts;
        Assert.Equal((1, 2, 3), (counts[InstructionKind.Fma], counts[InstructionKind.Multiply], counts[InstructionKind.Add]));
        Assert.Equal(6, counts.Floats);
    }

    [Theory]
    [InlineData("ld.shared.v4.f32", InstructionKind.SharedLoadWide)]
    [InlineData("ld.global.f32", InstructionKind.GlobalLoad)]
    [InlineData("ld.local.f32", InstructionKind.Local)]
    [InlineData("ld.f32", InstructionKind.Generic)]
    [InlineData("ld.param.b64", InstructionKind.Move)]
    [InlineData("st.global.v4.f32", InstructionKind.GlobalStoreWide)]
    [InlineData("mad.lo.s32", InstructionKind.Other)]
    [InlineData("mul.f32", InstructionKind.Multiply)]
    [InlineData("sub.f32", InstructionKind.Add)]
    [InlineData("div.rn.f32", InstructionKind.Divide)]
    [InlineData("ex2.approx.f32", InstructionKind.Special)]
    [InlineData("atom.global.add.f32", InstructionKind.Atomic)]
    internal void Opcodes_have_their_kind(string opcode, InstructionKind kind) => Assert.Equal(kind, InstructionKinds.Of(opcode));

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        Assert.Contains(".entry", Assert.Throws<FormatException>(() => PtxParser.Read(".version 8.0")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'NOWHERE'", Assert.Throws<FormatException>(() => PtxParser.Read(Snippets.Kernel("bra NOWHERE;"))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'add 1'", Assert.Throws<FormatException>(() => PtxParser.Read(Snippets.Kernel("add 1"))).Message, StringComparison.Ordinal);
    }
}
