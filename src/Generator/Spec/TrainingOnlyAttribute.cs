namespace LstmGen.Generator.Spec;

/// <summary>Marks a declared value, or a whole element, that changes nothing of what a trained model predicts.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
internal sealed class TrainingOnlyAttribute : Attribute;
