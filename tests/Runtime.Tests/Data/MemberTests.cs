using LstmGen.Data;
using Xunit;

namespace LstmGen.Runtime.Tests.Data;

/// <summary>A number that no member of an enumeration has is refused where it is given, with those that there are.</summary>
public class MemberTests
{
    private static readonly TimeSeries Series = new([1, 2, 3, 4], ["a"]);

    public static TheoryData<string, Action> Wrong => new()
    {
        {
            "thresholdMode is 9, which is no PlateauThreshold; give Relative, Absolute.",
            () => _ = new ReduceOnPlateau(thresholdMode: (PlateauThreshold)9)
        },
        { "unit is 9, which is no ScheduleUnit; give ", () => _ = new StepDecay(1, unit: (ScheduleUnit)9) },
        { "averaging is 9, which is no Averaging; give ", () => _ = new F1(3, (Averaging)9) },
        {
            "Target is 7, which is no WindowTarget; give ",
            () => Windows.Over(Series, new WindowOptions { Window = 2, Target = (WindowTarget)7 })
        },
        {
            "Target is -1, which is no WindowTarget; give ",
            () => Windows.Over([Series], new WindowOptions { Window = 2, Target = (WindowTarget)(-1) }, out _)
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void It_is_named(string words, Action act) =>
        Assert.StartsWith(words, Assert.Throws<ArgumentOutOfRangeException>(act).Message, StringComparison.Ordinal);

    [Fact]
    public void A_member_is_taken() =>
        Assert.All(Enum.GetValues<WindowTarget>(), target => Assert.Equal(target, Given.Member(target)));

    [Fact]
    public void A_list_that_is_null_is_named() =>
        Assert.StartsWith(
            "TargetColumns is null. Give an empty list for all.",
            Assert.Throws<ArgumentException>(() => Windows.Over(Series, new WindowOptions { Window = 2, TargetColumns = null! })).Message,
            StringComparison.Ordinal);
}
