namespace LstmGen.Reporting.Drawing;

/// <summary>
/// The style of all charts: classes instead of colours in the drawing, so that one picture serves light and dark. Series
/// colours differ in lightness too, and every second round of them is dashed.
/// </summary>
internal static class Palette
{
    /// <summary>Number of series colours, classes <c>s0</c> to <c>s5</c>.</summary>
    public const int Colours = 6;

    /// <summary>Font size of all text but titles, in pixels.</summary>
    public const double FontSize = 12;

    /// <summary>The hue of heat above zero, as 0xRRGGBB.</summary>
    public const int Heat = 0x2463C4;

    private static readonly string[] Light = ["#2463c4", "#d4580f", "#0f8a6c", "#a2348a", "#8a6a00", "#5a6472"];
    private static readonly string[] Dark = ["#74a9ff", "#ff9d5c", "#46c9a5", "#e58bd2", "#d8b740", "#a7b0bd"];

    /// <summary>The style sheet; every rule is inside <c>.lstm-chart</c>.</summary>
    public static string Style { get; } = Build();

    /// <summary>The class of text on a cell of the given opacity: what has the better contrast in light; in dark both are light.</summary>
    public static string InkOn(double opacity, bool cold = false) => opacity > (cold ? 0.95 : 0.78) ? "inverse" : "ink";

    private static string Build()
    {
        const string font = ".lstm-chart{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Liberation "
            + "Sans\",Arial,sans-serif;font-size:12px;font-variant-numeric:tabular-nums}"
            + ".lstm-chart .title{font-size:15px;font-weight:600}.lstm-chart .strong{font-weight:600}"
            + ".lstm-chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.lstm-chart "
            + ".dense{stroke-width:1}.lstm-chart .dashed{stroke-dasharray:6 5}"
            + ".lstm-chart .grid,.lstm-chart .axis,.lstm-chart .mark{fill:none;stroke-width:1;shape-rendering:crispEdges}.lstm-chart "
            + ".mark{stroke-dasharray:3 3}"
            + ".lstm-chart .hit{fill:transparent;stroke:none}.lstm-chart .heat{stroke:none}";
        return font
            + Theme("#1b2230", "#5c6675", "#e4e8ee", "#98a2b0", "#ffffff", Light)
            + "@media(prefers-color-scheme:dark){" + Theme("#e8ecf2", "#9fa9b8", "#2c3441", "#5d6878", "#161b22", Dark) + "}";
    }

    private static string Theme(string ink, string muted, string grid, string axis, string surface, string[] series)
    {
        const string p = ".lstm-chart ";
        var rules = $"{p}.ink{{fill:{ink}}}{p}.muted{{fill:{muted}}}{p}.grid{{stroke:{grid}}}{p}.axis{{stroke:{axis}}}{p}.mark{{stroke:"
            + $"{muted}}}"
            + $"{p}.surface{{fill:{surface}}}{p}.empty{{fill:none;stroke:{axis};stroke-dasharray:4 "
            + $"4}}{p}.inverse{{fill:#ffffff}}{p}.track{{fill:{grid}}}{p}.quiet{{fill:{axis}}}{p}.ring{{stroke:"
            + $"{surface};stroke-width:1.5}}";
        for (var i = 0; i < Colours; i++)
            rules += $"{p}.s{i}{{stroke:{series[i]}}}{p}.f{i}{{fill:{series[i]}}}";

        // Heat is ink of one hue, laid over the surface by its opacity: blue for values above zero, orange below.
        return rules + $"{p}.hot{{fill:#{Heat:x6}}}{p}.cold{{fill:{Light[1]}}}";
    }
}
