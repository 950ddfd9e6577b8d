namespace LstmGen.Interchange.Tests;

/// <summary>Classes of one set of names and shapes, which compute different things. Those of <see cref="FlowTests"/>' graphs.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[Regression(2, Bias = false, Name = "dense")]
internal sealed partial class FlowLast;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[Regression(2, Bias = false, Pooling = Pooling.Mean, Name = "dense")]
internal sealed partial class FlowMean;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[Regression(2, Bias = false, Pooling = Pooling.Max, Name = "dense")]
internal sealed partial class FlowMax;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[Regression(2, Bias = false, Pooling = Pooling.EveryStep, Name = "dense")]
internal sealed partial class FlowEvery;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[Activation(Activation.Relu)]
[Regression(2, Bias = false, Name = "dense")]
internal sealed partial class FlowRelu;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[Classification(2, Bias = false, Name = "dense")]
internal sealed partial class FlowClasses;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[MultiLabel(2, Bias = false, Name = "dense")]
internal sealed partial class FlowLabels;

/// <summary><see cref="KerasStack"/> with the mean of all steps.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(5)]
[Lstm(4, Name = "lstm_1")]
[Classification(2, Pooling = Pooling.Mean, Name = "dense")]
internal sealed partial class StackMean;

/// <summary><see cref="KerasStack"/> with a function between its layers.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(5)]
[Activation(Activation.Relu)]
[Lstm(4, Name = "lstm_1")]
[Classification(2, Name = "dense")]
internal sealed partial class StackRelu;

/// <summary><see cref="KerasStack"/> with another head.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(5)]
[Lstm(4, Name = "lstm_1")]
[MultiLabel(2, Name = "dense")]
internal sealed partial class StackLabels;

/// <inheritdoc cref="StackLabels"/>
[RecurrentModel]
[Features(3)]
[Lstm(5)]
[Lstm(4, Name = "lstm_1")]
[Regression(2, Name = "dense")]
internal sealed partial class StackValues;

/// <summary>The layer of <see cref="OnnxGraphs"/>' residual graph, without the residual.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(3, Bias = false)]
[SequenceOutput]
internal sealed partial class FlowAlone;

/// <summary>Both directions at the last step, and a layer before the head.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bidirectional = true, Bias = false)]
[Dense(5, Bias = false)]
[Regression(1, Bias = false, Name = "dense2")]
internal sealed partial class FlowBoth;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false, CellClip = 1)]
[Regression(2, Bias = false, Name = "dense")]
internal sealed partial class FlowClipped;

/// <inheritdoc cref="FlowLast"/>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false, Zoneout = 0.5)]
[Regression(2, Bias = false, Name = "dense")]
internal sealed partial class FlowZoned;

/// <summary>Two layers that a <c>Rename</c> can give each other's weights.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(3, Bias = false)]
[Lstm(3, Bias = false, Name = "lstm2")]
[SequenceOutput]
internal sealed partial class FlowTwo;

/// <summary>Two heads side by side.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(2, Bias = false)]
[Regression(2, Bias = false, Pooling = Pooling.EveryStep, Name = "dense")]
[Regression(2, Bias = false, Pooling = Pooling.EveryStep, Name = "dense2")]
internal sealed partial class FlowHeads;

/// <summary><see cref="OnnxStack"/> with an output at every step.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(4, Layers = 2, Bidirectional = true)]
[Regression(2, Pooling = Pooling.EveryStep, Name = "fc")]
internal sealed partial class OnnxStackEvery;

/// <summary><see cref="OnnxStack"/> with the mean of all steps.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(4, Layers = 2, Bidirectional = true)]
[Regression(2, Pooling = Pooling.Mean, Name = "fc")]
internal sealed partial class OnnxStackMean;

/// <summary>The encoder of <see cref="OnnxStack"/> alone.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(4, Layers = 2, Bidirectional = true)]
[SequenceOutput]
internal sealed partial class OnnxStackBody;

/// <summary>One of the layers of <c>Files/onnx-branches.onnx</c>.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(2, Name = "a")]
[SequenceOutput]
internal sealed partial class OnnxBranch;
