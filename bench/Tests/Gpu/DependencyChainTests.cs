using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Ptx;
using LstmGen.Bench.Gpu.Expected.Times;
using Xunit;

namespace LstmGen.Bench.Tests.Gpu;

/// <summary>Chains are as long as the instructions that wait for one another.</summary>
public class DependencyChainTests
{
    private readonly DependencyChain _chain = new(Latencies.L2);

    [Fact]
    public void A_turn_adds_the_multiply_adds_of_one_sum_in_their_order()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Nested);
        PtxBlock[] inner = [.. kernel.Innermost!.Members.Order().Select(number => kernel.Blocks[number])];
        Assert.Equal(4 * Latencies.Arithmetic, _chain.Recurrence(inner));
        Assert.Equal(Latencies.L2, _chain.SlowestLoad(inner));
    }

    [Fact]
    public void Sums_of_their_own_do_not_wait_for_each_other()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Kernel("""
            LOOP:
                ld.shared.f32 %f1, [%r1];
                fma.rn.f32 %f2, %f1, %f1, %f2;
                fma.rn.f32 %f3, %f1, %f1, %f3;
                mov.f32 %f4, %f5;
                add.f32 %f5, %f4, %f2;
                setp.lt.s32 %p1, %r1, 64;
                @%p1 bra LOOP;
                ret;
            """));
        Assert.Equal(Latencies.Arithmetic, _chain.Recurrence([kernel.Blocks[0]]));
        Assert.Equal(Latencies.Shared, _chain.SlowestLoad([kernel.Blocks[0]]));
    }

    [Fact]
    public void The_longest_chain_goes_through_loads_and_barriers()
    {
        PtxKernel kernel = PtxParser.Read(Snippets.Kernel("""
                ld.global.f32 %f1, [%rd1];
                ld.global.f32 %f2, [%rd1];
                add.f32 %f3, %f1, %f2;
                st.shared.f32 [%r1], %f3;
                bar.sync 0;
                ld.shared.f32 %f4, [%r1];
                rcp.approx.f32 %f5, %f4;
                st.global.f32 [%rd1], %f5;
                ret;
            """));
        Assert.Equal(
            Latencies.L2 + Latencies.Arithmetic + Latencies.Barrier + Latencies.Shared + Latencies.Special, _chain.Longest(kernel.Blocks));
    }
}
