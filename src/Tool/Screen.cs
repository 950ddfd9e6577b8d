using LstmGen.Interchange;

namespace LstmGen.Tool;

/// <summary>What the commands say on the output. Names from a file stand in it, and none of them is an order to the terminal.</summary>
internal static class Screen
{
    public static void Line(string text) => Console.WriteLine(InterchangeException.Visible(text));
}
