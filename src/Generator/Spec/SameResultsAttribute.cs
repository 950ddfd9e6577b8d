namespace LstmGen.Generator.Spec;

/// <summary>Marks a declared value that changes how code is written and no number that it computes.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SameResultsAttribute : Attribute;
