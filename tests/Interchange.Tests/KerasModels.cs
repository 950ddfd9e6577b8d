namespace LstmGen.Interchange.Tests;

/// <summary>The network of Files/keras2-stack.h5 and its like.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(5)]
[Dropout(0.2f)]
[Lstm(4, Name = "lstm_1")]
[Classification(2, Name = "dense")]
internal sealed partial class KerasStack;

/// <summary>The network of Files/keras2-words.h5 and its like.</summary>
[RecurrentModel]
[Embedding(11, 3, Name = "words")]
[Gru(4, Bidirectional = true, Name = "both")]
[MultiLabel(1, Name = "answer")]
internal sealed partial class KerasWords;

/// <summary>The network of Files/keras2-tags.h5 and its like.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(4, 3, Padding = Padding.Same, Activation = Activation.Relu, Name = "conv1d")]
[LayerNorm(Epsilon = 1e-3f, Name = "norm")]
[Lstm(3, Bidirectional = true, Merge = Merge.Sum, Name = "bidirectional")]
[Rnn(4, Nonlinearity = Nonlinearity.Relu, Name = "simple_rnn")]
[Regression(2, Pooling = Pooling.EveryStep, Name = "tags")]
internal sealed partial class KerasTags;

/// <summary>The network of Files/keras2-old.h5 and its like.</summary>
[RecurrentModel]
[Features(3)]
[Gru(4, ResetAfter = false, Name = "gru")]
[Gru(3, Bias = false, Name = "gru_1")]
[Regression(2, Pooling = Pooling.Max, Bias = false, Name = "dense")]
internal sealed partial class KerasOld;

/// <summary>The network of Files/keras2-cudnn.h5.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(5, Name = "cu_dnnlstm")]
[Gru(4, Name = "cu_dnngru")]
[Regression(2, Name = "dense")]
internal sealed partial class KerasCudnn;

/// <summary><see cref="KerasTags"/> with PyTorch's epsilon.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(4, 3, Padding = Padding.Same, Activation = Activation.Relu, Name = "conv1d")]
[LayerNorm(Name = "norm")]
[Lstm(3, Bidirectional = true, Merge = Merge.Sum, Name = "bidirectional")]
[Rnn(4, Nonlinearity = Nonlinearity.Relu, Name = "simple_rnn")]
[Regression(2, Pooling = Pooling.EveryStep, Name = "tags")]
internal sealed partial class OtherEpsilon;

/// <summary><see cref="KerasTags"/> with another function of the convolution.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(4, 3, Padding = Padding.Same, Activation = Activation.Tanh, Name = "conv1d")]
[LayerNorm(Epsilon = 1e-3f, Name = "norm")]
[Lstm(3, Bidirectional = true, Merge = Merge.Sum, Name = "bidirectional")]
[Rnn(4, Nonlinearity = Nonlinearity.Relu, Name = "simple_rnn")]
[Regression(2, Pooling = Pooling.EveryStep, Name = "tags")]
internal sealed partial class OtherFunction;

/// <summary><see cref="KerasTags"/> with the average of both directions.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(4, 3, Padding = Padding.Same, Activation = Activation.Relu, Name = "conv1d")]
[LayerNorm(Epsilon = 1e-3f, Name = "norm")]
[Lstm(3, Bidirectional = true, Merge = Merge.Average, Name = "bidirectional")]
[Rnn(4, Nonlinearity = Nonlinearity.Relu, Name = "simple_rnn")]
[Regression(2, Pooling = Pooling.EveryStep, Name = "tags")]
internal sealed partial class OtherMerge;

/// <summary><see cref="KerasTags"/> with tanh in its last layer.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(4, 3, Padding = Padding.Same, Activation = Activation.Relu, Name = "conv1d")]
[LayerNorm(Epsilon = 1e-3f, Name = "norm")]
[Lstm(3, Bidirectional = true, Merge = Merge.Sum, Name = "bidirectional")]
[Rnn(4, Name = "simple_rnn")]
[Regression(2, Pooling = Pooling.EveryStep, Name = "tags")]
internal sealed partial class OtherNonlinearity;

/// <summary><see cref="KerasOld"/> with PyTorch's order of the reset.</summary>
[RecurrentModel]
[Features(3)]
[Gru(4, Name = "gru")]
[Gru(3, Bias = false, Name = "gru_1")]
[Regression(2, Pooling = Pooling.Max, Bias = false, Name = "dense")]
internal sealed partial class OtherReset;
