using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>
/// An expression of a cell's canonical text: <c>add(multiply(#0,c),=0.5)</c>, where <c>#n</c> is a let and <c>=0.5</c> a constant.
/// </summary>
/// <param name="Word">A function, a name, a let or a constant.</param>
/// <param name="Operands">What a function takes; empty for the others.</param>
internal sealed record CellExpression(string Word, IReadOnlyList<CellExpression> Operands)
{
    // The generator's own are at most some hundred deep; the stack holds more.
    private const int MostDepth = 2000;

    public bool IsFunction => Operands.Count > 0;

    /// <summary>The let that it names; null where it is something else.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    public int? Let => !Word.StartsWith('#') ? null
        : int.TryParse(Word[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Malformed(Word);

    /// <summary>The constant that it is; null where it is something else.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    public float? Constant => !Word.StartsWith('=') ? null
        : float.TryParse(Word[1..], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : throw Malformed(Word);

    /// <summary>It and all within it.</summary>
    public IEnumerable<CellExpression> All => Operands.SelectMany(operand => operand.All).Prepend(this);

    /// <exception cref="FormatException">It is malformed.</exception>
    public static CellExpression Parse(string text)
    {
        int at = 0;
        CellExpression whole = Read(0);
        return at == text.Length ? whole : throw Malformed(text);

        CellExpression Read(int depth)
        {
            int from = at;
            while (at < text.Length && text[at] is not ('(' or ')' or ','))
                at++;
            string word = text[from..at];
            if (word.Length == 0 || depth > MostDepth)
                throw Malformed(text);
            var operands = new List<CellExpression>();
            if (at == text.Length || text[at] != '(')
                return new CellExpression(word, operands);
            do
            {
                at++; // ( or ,
                operands.Add(Read(depth + 1));
            }
            while (at < text.Length && text[at] == ',');
            if (at == text.Length || text[at] != ')')
                throw Malformed(text);
            at++;
            return new CellExpression(word, operands);
        }
    }

    /// <summary>The error of an expression that is not as the generator writes it.</summary>
    public static FormatException Malformed(string text) =>
        new($"a cell's equations have '{InterchangeException.Printable(text)}', which is malformed or not known; use "
            + "a newer LstmGen.Interchange");
}
