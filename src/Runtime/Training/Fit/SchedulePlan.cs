using System.Globalization;
using System.Text;

namespace LstmGen.Training;

/// <summary>
/// Asks a schedule, before the first batch, for the rates of a training, and only for those: a schedule that ends too early or gives no
/// rate is found here.
/// </summary>
internal static class SchedulePlan
{
    // Beyond so many rates only the last is asked for, and beyond so many epochs none is written down.
    private const long MostRates = 1 << 18;
    private const int MostEpochs = 256;

    /// <summary>The rates in short: after each of the first epochs a hash of all rates up to there.</summary>
    /// <param name="schedule">A schedule of this training's own.</param>
    /// <param name="initial">The optimizer's rate.</param>
    /// <param name="epochs">Epochs of the training.</param>
    /// <param name="updatesOf">Updates of an epoch, counted from 0.</param>
    /// <param name="same">Whether all epochs have as many.</param>
    /// <exception cref="ArgumentException">The schedule has no rate for an epoch or update that the training will make.</exception>
    public static string Check(LearningRateSchedule schedule, double initial, int epochs, Func<int, long> updatesOf, bool same)
    {
        var text = new StringBuilder();
        bool byEpoch = schedule.Unit == ScheduleUnit.Epoch;
        long each = byEpoch ? 1 : updatesOf(0), asked = 0;
        long? total = same || byEpoch ? each * epochs : epochs <= MostEpochs ? Enumerable.Range(0, epochs).Sum(updatesOf) : null;
        ulong hash = 14695981039346656037;
        int epoch = 0;
        for (; epoch < epochs && asked < MostRates; epoch++)
        {
            long end = asked + (byEpoch || same ? each : updatesOf(epoch));
            for (; asked < end && asked < MostRates; asked++)
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(Rate(schedule, asked, initial, total))) * 1099511628211;
            if (asked == end && epoch < MostEpochs)
                text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{hash:x16}");
        }

        if (asked < total)
            Rate(schedule, total.Value - 1, initial, total);
        return text.ToString();
    }

    /// <summary>Whether two trainings have the same rates in the epochs that both make.</summary>
    public static bool Agree(string first, string second)
    {
        int common = Math.Min(first.Length, second.Length);
        return first.AsSpan(0, common).SequenceEqual(second.AsSpan(0, common));
    }

    private static double Rate(LearningRateSchedule schedule, long index, double initial, long? total)
    {
        string unit = schedule.Unit == ScheduleUnit.Epoch ? "epoch" : "update";
        double rate;
        try
        {
            rate = schedule.At(index, initial);
        }
        catch (Exception exception)
        {
            string all = total is null ? "" : $" of the {total} that this training makes";
            string problem = exception.Message.Split(" (Parameter '")[0];
            throw OptionsCheck.Wrong(
                nameof(FitOptions.Schedule),
                $"({schedule.Describe()}) has no rate for {unit} {index + 1}{all}: {problem} Make it "
                    + $"{(total is null ? "as long as the training" : $"{total} {unit}s long")}, or set Epochs.", exception);
        }

        return rate >= 0 && double.IsFinite(rate) ? rate : throw OptionsCheck.Wrong(
            nameof(FitOptions.Schedule),
            $"({schedule.Describe()}) gives the rate {rate.ToString(CultureInfo.InvariantCulture)} for {unit} {index + 1}. Give a "
                + "finite number of at least 0.");
    }
}
