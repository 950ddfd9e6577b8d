namespace LstmGen.Data;

/// <summary>Cuts text into tokens.</summary>
public interface ITokenizer
{
    /// <summary>The tokens of a text, in order.</summary>
    IReadOnlyList<string> Tokenize(string text);

    /// <summary>Puts tokens together again; what tokenizing dropped (blanks, case) does not come back.</summary>
    string Join(IEnumerable<string> tokens);
}
