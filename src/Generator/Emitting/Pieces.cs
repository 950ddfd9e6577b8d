using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The statements of a method, in methods of their own where they are many: a method of more than 60,000 bytes of IL is not optimised.
/// </summary>
/// <param name="name">Front of those methods' names.</param>
/// <param name="parameters">Their parameters.</param>
/// <param name="arguments">The same as arguments.</param>
/// <param name="most">Statements of a method.</param>
internal sealed class Pieces(string name, string parameters = "", string arguments = "", int most = 128)
{
    private readonly List<string[]> _apart = [];

    /// <summary>Writes the statements, or calls of the methods that have them.</summary>
    public void Emit(CodeWriter w, IEnumerable<string> statements)
    {
        string[] all = [.. statements];
        for (int first = 0; first < all.Length; first += most)
        {
            string[] some = [.. all.Skip(first).Take(most)];
            if (all.Length <= most)
            {
                foreach (string statement in some)
                    w.Line(statement);
                continue;
            }

            w.Line($"{name}{_apart.Count}({arguments});");
            _apart.Add(some);
        }
    }

    /// <summary>Writes the methods, after the one that calls them.</summary>
    public void EmitMethods(CodeWriter w)
    {
        for (int i = 0; i < _apart.Count; i++)
        {
            w.Line();
            using (w.Open($"private void {name}{i}({parameters})"))
            {
                foreach (string statement in _apart[i])
                    w.Line(statement);
            }
        }
    }
}
