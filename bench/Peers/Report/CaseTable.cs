using System.Globalization;
using System.Text;

namespace LstmGen.Bench.Peers.Report;

/// <summary>Every case of a mode, a row each, with a column for every peer that was measured.</summary>
internal sealed class CaseTable(IReadOnlyList<Comparison> rows, MachineText machine)
{
    private readonly string[] _peers = [.. PeerTitle.Order.Where(peer => rows.Any(x => x.Best(peer) is not null))];

    public string Write(string title)
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"## {title}\n\nEach peer at its best of threads and settings (in brackets: threads). "
            + $"Bold: a peer that is faster, and the ratio where it is the rival");
        text.Append(
            CultureInfo.InvariantCulture,
            $" ({string.Join("; ", rows.Select(x => x.Rivals).OfType<Target>().Distinct().Select(t => t.Title))}). "
            + $"?: fewer than three samples without another process on the processors.\n\n");
        string[] columns =
        [
            "case", "LstmGen 1 thread", "2 threads", "2 against 1", .. _peers.Select(machine.ShortTitle), "ratio", "target", "reached",
            "at the peak", "products alone", "with nothing else", "and functions", "with these alone", "all needed", "with all needed",
            "GFLOP/s, 1 thread",
            "share of the peak", "MB",
        ];
        text.Append("| ").AppendJoin(" | ", columns).Append(" |\n|").Insert(text.Length, "---|", columns.Length).Append('\n');
        foreach (Comparison x in rows)
            WriteCase(text, x);
        return text.Append(
            "\noneDNN's training is forward and backward only, without loss, clipping and optimizer. "
            + "Products alone: the same matrix products with LstmGen's kernels and nothing else, at their best number of threads; "
            + "with nothing else: how many times as fast as the rival they are. And functions: the products and the exponentials and "
            + "hyperbolic tangents of the cells' forward pass; with these alone: how many times as fast as the rival. All needed: these, "
            + "the caller's values brought into the order of steps and back, meetings of threads that share the units of a step, and in "
            + "training packing, clipping and Adam; with all needed: how many times as fast as the rival. "
            + "MB: peak of the LstmGen process.\n\n").ToString();
    }

    private void WriteCase(StringBuilder text, Comparison x)
    {
        Measurement? one = x.OwnAt(1), two = x.OwnAt(2);
        double scaling = one is not null && two is not null ? one.Median / two.Median : double.NaN;
        string ratio = x.Ratio < 1 ? $"**{Figure.Of(x.Ratio)}**" : Figure.Of(x.Ratio);
        string reached = double.IsNaN(x.Ratio) ? "" : x.Ratio >= x.Target ? "yes" : "no";
        string[] rivals = x.Rivals?.Peers ?? [];
        double share = x.Share(machine.Best), bound = x.Bound(rivals, machine.Peak(2)), floor = x.Floor(rivals);
        double least = x.Floor(rivals, x.Functions), needed = x.Floor(rivals, x.Needed);
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {x.Case.Id} | {Figure.Time(one)} | {Figure.Time(two)} | {Figure.Of(scaling)} "
            + $"|{string.Concat(_peers.Select(p => $" {Peer(x, p)} |"))}");
        text.Append(
            CultureInfo.InvariantCulture,
            $" {ratio} | {x.Target} | {reached} | {Figure.Of(bound)} | {Time(x.Products)} | {Figure.Of(floor)} | "
            + $"{Time(x.Functions)} | {Figure.Of(least)} | {Time(x.Needed)} | {Figure.Of(needed)} | {Figure.Of(x.Gflops)} | "
            + $"{(double.IsNaN(share) ? "" : Figure.Of(100 * share) + " %")} | {(x.Own is { } own ? Figure.Of(own.PeakMb) : "")} |\n");
    }

    private static string Peer(Comparison x, string peer)
    {
        if (x.Best(peer) is not { } best)
            return "";
        return x.RatioTo(peer) < 1 ? $"**{Time(best)}**" : Time(best);
    }

    private static string Time(Measurement? best) => best is null ? "" : $"{Figure.Time(best)} ({best.Threads})";
}
