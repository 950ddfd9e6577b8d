namespace LstmGen.Generator.Planning;

/// <summary>How rows are stored: widths are rounded up to panels of 8.</summary>
internal static class Layout
{
    public const int Panel = 8;

    public static int Pad(int width) => checked((width + Panel - 1) / Panel * Panel);

    public static int Panels(int units) => Pad(units) / Panel;
}
