namespace LstmGen.Samples.Playground;

/// <summary>Reads a date as people write it, character by character, in both directions.</summary>
[RecurrentModel]
[Embedding(DateText.SourceCount, 16)]
[Lstm(32, Bidirectional = true)]
[SequenceOutput]
public partial class DateReader;

/// <summary>Writes it as 1998-05-03 and looks at what was read after each step (Luong et al. 2015).</summary>
[RecurrentModel]
[Source(typeof(DateReader), Bridge = Bridge.Dense)]
[Embedding(DateText.TargetCount, 16)]
[Lstm(64)]
[Attention(Score = AttentionScore.General, Size = 64)]
[LanguageModel]
public partial class DateWriter;
