using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>
/// The words of a sentence, each shaded by its weight: where attention looks, or which way a word pulls the result. Weights
/// above zero are blue, below orange; the strongest has the full shade.
/// </summary>
public sealed record HeatStrip : Chart
{
    private const double RowHeight = 46, Gap = 4;

    /// <summary>The words in order.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>As many weights as words; a value that is not finite is left unshaded.</summary>
    /// <exception cref="ArgumentNullException">They are null.</exception>
    public required IReadOnlyList<double> Weights { get; init => field = Given.Value(value, nameof(Weights)); }

    private protected override double Draw(SvgCanvas canvas, double width, double top)
    {
        Given.RequireItems(Words, nameof(Words));
        if (Words.Count != Weights.Count)
            throw new InvalidOperationException($"There are {Words.Count} words and {Weights.Count} weights; give one weight per word.");
        if (Words.Count == 0)
            return DrawPlaceholder(canvas, width, top, "No words to show");

        var strongest = Weights.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        double x = 0;
        top += 4;
        for (var i = 0; i < Words.Count; i++)
        {
            var box = Math.Clamp(TextMetrics.Width(Words[i], Palette.FontSize) + 14, 38, width);
            if (x > 0 && x + box > width)
                (x, top) = (0, top + RowHeight);
            DrawWord(canvas, Words[i], Weights[i], strongest, x, top, box);
            x += box + Gap;
        }

        return top + RowHeight;
    }

    private static void DrawWord(SvgCanvas canvas, string word, double weight, double strongest, double x, double y, double box)
    {
        var finite = double.IsFinite(weight);
        var share = finite && strongest > 0 ? Math.Abs(weight) / strongest : 0;
        var value = finite ? Ticks.Value(Math.Round(weight, 3)) : "–";
        canvas.Rectangle(x, y, box, 26, "surface", radius: 3);
        canvas.Rectangle(
            x, y, box, 26, weight < 0 ? "heat cold" : "heat hot", 0.06 + 0.94 * share, 3,
            $"{word}: {(finite ? Ticks.Value(weight) : "no weight")}");
        canvas.Text(x + box / 2, y + 17, word, Palette.InkOn(share, weight < 0), Anchor.Middle, box - 6);
        canvas.Text(x + box / 2, y + 39, value, "muted", Anchor.Middle);
    }
}
