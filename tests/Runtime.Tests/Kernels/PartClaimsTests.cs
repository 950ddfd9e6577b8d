using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

public sealed class PartClaimsTests
{
    [Fact]
    public void A_part_is_taken_once_in_a_run_and_again_in_the_next()
    {
        PartClaims claims = new();
        claims.Reserve(2);
        Assert.True(claims.Take(0, 1));
        Assert.False(claims.Take(0, 1));
        Assert.True(claims.Take(1, 1));
        Assert.True(claims.Take(0, 2));
    }

    [Fact]
    public void A_thread_that_comes_late_takes_nothing_from_a_later_run()
    {
        PartClaims claims = new();
        claims.Reserve(1);
        Assert.True(claims.Take(0, 5));
        Assert.False(claims.Take(0, 4));
        claims.Reserve(9); // growing forgets nothing
        Assert.False(claims.Take(0, 4));
        Assert.True(claims.Take(8, 6));
    }

    [Fact]
    public void Tickets_may_wrap_around()
    {
        PartClaims claims = new();
        claims.Reserve(1);
        Assert.True(claims.Take(0, 1));
        for (long ticket = 1L << 61; ticket > 0; ticket += 1L << 61)
            Assert.True(claims.Take(0, ticket));
        Assert.True(claims.Take(0, long.MinValue + 1));
        Assert.False(claims.Take(0, long.MaxValue));
    }
}
