namespace LstmGen;

/// <summary>Finds the vector of a token.</summary>
/// <param name="id">Token id.</param>
/// <param name="vector">Where to write the vector; zero beforehand.</param>
/// <returns>Whether there is one; where not, the table's row stays as it is.</returns>
public delegate bool EmbeddingLookup(int id, Span<float> vector);
