using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

/// <summary>Turns parameter names into C# names.</summary>
internal static class Names
{
    /// <summary>The name as a member that its user sees; escaped where it would be taken for a type or a word of the language.</summary>
    public static string Member(string name) => RuntimeNames.Own(Pascal(name));

    /// <summary><c>lstm.weight_ih_l0</c> becomes <c>LstmWeightIhL0</c>.</summary>
    public static string Pascal(string name) => Words.Pascal(name);
}
