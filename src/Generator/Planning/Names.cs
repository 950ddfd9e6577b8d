using System.Text;

namespace LstmGen.Generator.Planning;

/// <summary>Turns parameter names into C# names.</summary>
internal static class Names
{
    /// <summary><c>lstm.weight_ih_l0</c> becomes <c>LstmWeightIhL0</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        bool upper = true;
        foreach (char c in name)
        {
            if (c is '.' or '_')
            {
                upper = true;
                continue;
            }

            text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return text.ToString();
    }
}
