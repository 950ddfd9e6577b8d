namespace LstmGen.Data;

/// <summary>A text and its label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Text">The text.</param>
public sealed record LabeledText(string Label, string Text);
