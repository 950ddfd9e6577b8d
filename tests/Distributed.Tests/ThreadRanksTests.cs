namespace LstmGen.Distributed.Tests;

/// <summary>Ranks of one process: where one ends, no other waits for it without end.</summary>
public class ThreadRanksTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rank_that_ends_early_ends_those_that_wait_for_it(bool throws)
    {
        Task<(int Result, Exception? Failure)[]> run = Task.Run(() => ThreadRanks.Run(3, ranks =>
        {
            byte[] all = new byte[3];
            ranks.AllGather([1], all, [1, 1, 1]);
            if (ranks.Rank == 1)
                return throws ? throw new FormatException("early") : 7;
            ranks.AllGather([1], all, [1, 1, 1]);
            return 8;
        }));
        (int Result, Exception? Failure)[] ends = await run.WaitAsync(Patience);
        Assert.Equal(throws ? typeof(FormatException) : null, ends[1].Failure?.GetType());
        Assert.Equal(throws ? 0 : 7, ends[1].Result);
        Assert.All([ends[0], ends[2]], end => Assert.IsType<LeftAloneException>(end.Failure));
    }

    [Fact]
    public void The_failure_that_is_shown_is_that_of_the_rank_that_failed()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => ThreadRanks.RunAll(3, ranks =>
        {
            if (ranks.Rank == 2)
                throw new FormatException("early");
            ranks.Broadcast(new byte[1], 0);
            return 0;
        }));
        Assert.IsType<FormatException>(failure.InnerException);
    }
}
