namespace LstmGen.Reporting.Drawing;

/// <summary>Where text stands relative to its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}
