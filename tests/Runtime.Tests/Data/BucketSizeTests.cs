using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Data;

/// <summary>How many mini-batches are sorted together where none is asked for: so few that their order stays random.</summary>
public class BucketSizeTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(127, 0)]
    [InlineData(128, 4)]
    [InlineData(1000, 31)]
    [InlineData(100_000, 50)]
    public void A_pool_is_a_small_part_of_the_epoch(int batches, int pool)
    {
        Assert.Equal(pool, BatchOptions.BucketOf(batches));
        Assert.True(pool * 32 <= batches);
    }
}
