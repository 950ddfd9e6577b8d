using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training;

/// <summary>What a report says beside the figures that it is given.</summary>
public class TrainingReportTests
{
    [Theory]
    [InlineData(0, 8, 0.0, false)]
    [InlineData(2, 8, 0.25, false)]
    [InlineData(8, 8, 1.0, true)]
    [InlineData(9, 8, 1.0, true)]
    [InlineData(0, 0, 1.0, true)]
    public void The_share_of_the_epoch_lies_between_0_and_1(int batch, int batches, double share, bool ends)
    {
        TrainingReport report = Report(batch, batches);
        Assert.Equal((share, ends), (report.EpochShare, report.EndsEpoch));
    }

    [Theory]
    [InlineData(3, 8, false, false)]
    [InlineData(10, 8, false, true)]
    [InlineData(3, 8, true, true)]
    [InlineData(10, 7, false, false)]
    [InlineData(3, 7, true, false)]
    public void The_last_report_is_that_of_the_last_epoch_or_of_one_that_ends_early(int epoch, int batch, bool early, bool ends) =>
        Assert.Equal(ends, (Report(batch, 8) with { Epoch = epoch, EndsEarly = early }).EndsTraining);

    [Fact]
    public void The_speed_has_its_unit()
    {
        Assert.Equal("1,234 samples/s", Report(1, 8).Speed);
        Assert.Equal("56,789 steps/s", (Report(1, 8) with { StepsPerSecond = 56_789.4 }).Speed);
    }

    private static TrainingReport Report(int batch, int batches) =>
        new(1, 10, batch, batches, 0.5, null, null, 1234.4, TimeSpan.Zero, TimeSpan.Zero, 1e-3);
}
