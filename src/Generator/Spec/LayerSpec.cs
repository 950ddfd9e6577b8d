namespace LstmGen.Generator.Spec;

/// <summary>A layer between input and heads.</summary>
internal abstract record LayerSpec : ElementSpec;
