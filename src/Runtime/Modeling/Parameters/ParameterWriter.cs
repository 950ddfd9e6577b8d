namespace LstmGen;

/// <summary>Writes new values into <paramref name="values"/>, which hold the present ones.</summary>
/// <param name="values">A copy of the values, row-major, in PyTorch's shapes and order.</param>
public delegate void ParameterWriter(Span<float> values);
