namespace LstmGen.Interchange.Tests;

/// <summary>All that has an operator of its own.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(4, 3, Padding = Padding.Causal, Activation = Activation.Relu)]
[Lstm(5, Layers = 2, Bidirectional = true, Peepholes = true)]
[Gru(4, ResetAfter = false)]
[Rnn(4, Residual = true, Nonlinearity = Nonlinearity.Relu)]
[LayerNorm]
[Dense(6, Activation = Activation.Tanh)]
[Dropout(0.5f)]
[Regression(2, Pooling = Pooling.Attention, Name = "values")]
[Classification(3, Pooling = Pooling.Max, Name = "classes")]
internal sealed partial class OnnxOperators;

/// <summary>All that needs a loop.</summary>
[RecurrentModel]
[Embedding(9, 4)]
[Lstm(5, Projection = 4, LayerNorm = true, CellClip = 2f, Zoneout = 0.1f, Bidirectional = true, Merge = Merge.Sum)]
[Gru(4, Zoneout = 0.1f)]
[Tagging(3, Crf = true, Name = "tags")]
[Ctc(4, Name = "labels")]
[LanguageModel(TieWeights = true, Name = "words")]
internal sealed partial class OnnxLoops;

/// <summary>The networks that Files/make_onnx.py exports, by the names that they have there.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(4, Layers = 2, Bidirectional = true)]
[Regression(2, Name = "fc")]
internal sealed partial class OnnxStack;

/// <inheritdoc cref="OnnxStack"/>
[RecurrentModel]
[Embedding(11, 5)]
[Gru(6)]
[Classification(3, Pooling = Pooling.EveryStep, Name = "out")]
internal sealed partial class OnnxWords;

/// <inheritdoc cref="OnnxStack"/>
[RecurrentModel]
[Features(3)]
[Conv1d(5, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Rnn(4, Nonlinearity = Nonlinearity.Relu, Bias = false)]
[Dense(6, Activation = Activation.Tanh)]
[Regression(2)]
internal sealed partial class OnnxSteps;
