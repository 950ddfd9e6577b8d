namespace LstmGen.CompilerServices;

/// <summary>What a language model says of a prefix.</summary>
/// <param name="State">The model's state after it.</param>
/// <param name="Bonus">What it adds to the prefix's rank.</param>
internal readonly record struct CtcLanguage(int State, double Bonus);
